import { ActionIcon, Menu, Tooltip, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconHelp, IconLanguage, IconSettings, IconSunMoon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type Language, useI18n } from "@/i18n";
import { engineName } from "@/lib/engine";
import { tabCounts } from "@/lib/status";
import { useBeingRead, useConnection, useProgramStatus } from "@/queries/hooks";
import classes from "./Shell.module.css";

interface Props {
  /** Nothing of the program may be seen, nor how it does. */
  locked: boolean;
  onHelp(): void;
}

/** The strip at the top: name, state of the engine, colours, language, help. */
export function Header({ locked, onHelp }: Props) {
  const { t } = useI18n();
  return (
    <header className={classes.header}>
      <Link to="/" className={classes.brand}>
        <img src="/favicon.svg" alt="" />
        {t("app.name")}
      </Link>
      <MainNav />
      {locked ? <div className={classes.state} /> : <EngineState />}
      <div>
        <SettingsLink />
        <ThemeMenu />
        <LanguageMenu />
        <Tooltip label={`${t("action.help")} (?)`}>
          <ActionIcon variant="subtle" color="gray" size={32} aria-label={t("action.help")} onClick={onHelp}>
            <IconHelp size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  );
}

function MainNav() {
  const { t, format } = useI18n();
  const counts = useProgramStatus().data?.counts ?? {};
  const waiting = counts.needs_review ?? 0;
  const failed = counts.failed_terminal ?? 0;
  return (
    <nav className={classes.nav} aria-label={t("nav.label")}>
      <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
        {t("nav.inbox")}
      </Link>
      <Link to="/review">
        {t("nav.review")}
        {waiting > 0 && (
          <span className={classes.waiting} title={t("nav.waiting", { count: waiting })}>
            {format.number(waiting)}
          </span>
        )}
      </Link>
      <Link to="/failed">
        {t("nav.failed")}
        {failed > 0 && (
          <span
            className={classes.waiting}
            data-tone="failed"
            title={t("nav.failedCount", { count: failed })}
          >
            {format.number(failed)}
          </span>
        )}
      </Link>
      <Link to="/insights" activeOptions={{ includeSearch: false }}>
        {t("nav.insights")}
      </Link>
      <Link to="/export" search={{}} activeOptions={{ includeSearch: false }}>
        {t("nav.export")}
      </Link>
    </nav>
  );
}

/** Documents are read in the order they came in: what is being read stands at the top. */
const OLDEST_FIRST = { tab: "working", order: "asc" } as const;

/** How the engine does; while it reads, what, with the way to it. */
function EngineState() {
  const { t } = useI18n();
  const reading = useBeingRead();
  const connection = useConnection();
  const { data } = useProgramStatus();
  const working = tabCounts(data?.counts ?? {}).working;
  const state = connection !== "open" ? connection : working > 0 ? "busy" : "ready";
  const words = {
    connecting: () => t("header.connecting"),
    lost: () => t("header.lost"),
    busy: () => t("header.reading", { count: working }),
    ready: () => t("header.ready"),
  };
  return (
    <Tooltip label={data ? t("header.version", { version: data.version }) : ""} disabled={!data}>
      <div className={classes.state} role="status">
        <span className={classes.dot} data-state={state} aria-hidden />
        {state === "busy" ? (
          <Link to="/" search={OLDEST_FIRST} className={classes.busy} title={t("header.showReading")}>
            {words.busy()}
            {reading && ` · ${reading.file.name}`}
          </Link>
        ) : (
          <span>{words[state]()}</span>
        )}
        {data?.engine.version && state !== "busy" && <span>· {engineName(data.engine.version)}</span>}
      </div>
    </Tooltip>
  );
}

function SettingsLink() {
  const { t } = useI18n();
  return (
    <Tooltip label={t("settings.title")}>
      <ActionIcon
        component={Link}
        to="/settings"
        variant="subtle"
        color="gray"
        size={32}
        aria-label={t("settings.title")}
      >
        <IconSettings size={18} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}

function ThemeMenu() {
  const { t } = useI18n();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={t("header.theme")}>
          <IconSunMoon size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={t("header.theme")}>
        {(["auto", "light", "dark"] as const).map((scheme) => (
          <Menu.Item
            key={scheme}
            onClick={() => setColorScheme(scheme)}
            rightSection={colorScheme === scheme ? <IconCheck size={14} /> : null}
          >
            {t(`header.theme.${scheme}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Each language in its own name. */
export const LANGUAGES: readonly [Language, string][] = [
  ["en", "English"],
  ["de", "Deutsch"],
];

function LanguageMenu() {
  const { t, choice, setLanguage } = useI18n();
  return (
    <Menu position="bottom-end" width={160}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={t("header.language")}>
          <IconLanguage size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={t("header.language")}>
        <Menu.Item
          onClick={() => setLanguage("system")}
          rightSection={choice === "system" ? <IconCheck size={14} /> : null}
        >
          {t("look.language.system")}
        </Menu.Item>
        {LANGUAGES.map(([code, name]) => (
          <Menu.Item
            key={code}
            lang={code}
            onClick={() => setLanguage(code)}
            rightSection={choice === code ? <IconCheck size={14} /> : null}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
