import type { ProgramStatus } from "@/api/types";
import { type I18n, useI18n } from "@/i18n";
import { engineName } from "@/lib/engine";
import { useProgramStatus } from "@/queries/hooks";
import { FactSections } from "./FactSections";
import type { Fact } from "./Facts";
import { languageName } from "./languageName";
import { PageHead } from "./PageHead";
import classes from "./Settings.module.css";

/** The configuration speaks of these, so what is whole in them is told in them. */
const MIB = 2 ** 20;

/** What the program is, what it reads with, and what it refuses. */
export function ProgramPage() {
  const i18n = useI18n();
  const { t } = i18n;
  const query = useProgramStatus();
  return (
    <>
      <PageHead title={t("settings.program")} hint={t("program.hint")} />
      <FactSections query={query} parts={(status) => parts(status, i18n)} />
    </>
  );
}

/** The page's facts, from the program's own account of itself. */
function parts(s: ProgramStatus, { t, format, language }: I18n): [string, Fact[]][] {
  const names = new Intl.DisplayNames(language, { type: "language" });
  const tongues = s.engine.languages.filter((code) => code !== "osd");
  const fileSize = (bytes: number) =>
    bytes % MIB === 0 ? `${format.number(bytes / MIB)} MiB` : format.bytes(bytes);
  const megapixels = format.number(Math.round(s.limits.max_pixels / 1e6));
  return [
    [
      t("program.reading"),
      [
        {
          name: t("program.engine"),
          value: s.engine.version ? engineName(s.engine.version) : t("program.engineNotYet"),
        },
        {
          name: t("program.languages"),
          value: tongues.map((code) => languageName(names, code)).join(", ") || "–",
          note: t("program.languagesNote"),
        },
        {
          name: t("program.workers"),
          value: t("program.workersBusy", { busy: s.workers.busy, size: s.workers.size }),
          note: t("program.workersNote"),
        },
        {
          name: t("program.queue"),
          value: t("program.queueOf", { waiting: s.queue.waiting, running: s.queue.running }),
          note: t("program.queueNote", { retrying: s.queue.retrying, dead: s.queue.dead_letters }),
        },
      ],
    ],
    [
      t("program.limits"),
      [
        {
          name: t("program.maxBytes"),
          value: fileSize(s.limits.max_bytes),
          note: t("program.setBy", { key: "limits.max_bytes" }),
        },
        {
          name: t("program.maxPages"),
          value: format.number(s.limits.max_pages),
          note: t("program.setBy", { key: "limits.max_pages" }),
        },
        {
          name: t("program.maxPixels"),
          value: t("program.megapixels", { count: megapixels }),
          note: t("program.setBy", { key: "limits.max_pixels" }),
        },
      ],
    ],
    [
      t("program.self"),
      [
        { name: t("program.version"), value: s.version, note: `${s.flavour} · ${s.commit}` },
        { name: t("program.started"), value: format.instantFull(s.started_at) },
        s.tls
          ? {
              name: t("program.tls"),
              value: s.tls.self_made ? t("program.tlsSelf") : t("program.tlsOwn"),
              note: (
                <>
                  <span className={classes.mono}>{s.tls.fingerprint}</span>
                  <br />
                  {t("program.tlsUntil", { when: format.instantFull(s.tls.not_after) })}
                </>
              ),
            }
          : { name: t("program.tls"), value: t("program.tlsNone"), note: t("program.tlsNoneNote") },
      ],
    ],
  ];
}
