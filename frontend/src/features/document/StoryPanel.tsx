import type { PastAttempt, Sighting } from "@/api/library";
import type { Document, LogEvent } from "@/api/types";
import { useI18n } from "@/i18n";
import { useStory } from "@/queries/library";
import { Loaded } from "@/ui/Loaded";
import { StageBar } from "./StageBar";
import classes from "./Story.module.css";

/** How the document came in, how it was read, and what happened to it since. */
export function StoryPanel({ document }: { document: Document }) {
  const story = useStory(document);
  return (
    <Loaded query={story}>
      {({ sightings, attempts, events }) => (
        <>
          <Sightings sightings={sightings} />
          <Attempts attempts={attempts} />
          <Happenings events={events} />
        </>
      )}
    </Loaded>
  );
}

function Sightings({ sightings }: { sightings: readonly Sighting[] }) {
  const { t, format } = useI18n();
  return (
    <section className={classes.part} aria-labelledby="sightings">
      <h2 id="sightings">{t("story.sightings", { count: sightings.length })}</h2>
      <ol>
        {sightings.map(({ name, source }) => (
          <li key={`${source.received_at} ${name}`}>
            <b>{name}</b>
            <span>
              {t(`source.${source.kind as "upload" | "window" | "import" | "folder"}`)}
              {source.detail && ` · ${source.detail}`} · {format.instantFull(source.received_at)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Attempts({ attempts }: { attempts: readonly PastAttempt[] }) {
  const { t, format, failure } = useI18n();
  const longest = Math.max(1, ...attempts.map(sum));
  return (
    <section className={classes.part} aria-labelledby="attempts">
      <h2 id="attempts">{t("story.attempts", { count: attempts.length })}</h2>
      <ol>
        {[...attempts].reverse().map((attempt) => (
          <li key={attempt.number}>
            <b>
              {t("story.attempt", { number: attempt.number })}
              {attempt.started_at && ` · ${format.instantFull(attempt.started_at)}`}
            </b>
            <StageBar stages={attempt.stages_ms} longest={longest} />
            {attempt.error && <Why {...failure(attempt.error)} />}
            <span>{[attempt.engine, attempt.model].filter(Boolean).join(" · ")}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Why({ message, detail }: { message: string; detail: string }) {
  return (
    <span className={classes.failed}>
      {message} {detail}
    </span>
  );
}

const sum = ({ stages_ms }: PastAttempt) => Object.values(stages_ms).reduce((a, b) => a + b, 0);

function Happenings({ events }: { events: readonly LogEvent[] }) {
  const { t, name, format } = useI18n();
  const told = events.filter((e) => !e.type.startsWith("page."));
  // Each step of the reading says that it goes on; once is enough.
  const shown = told
    .filter((e, i) => e.type !== told[i - 1]?.type || e.type !== "document.processing")
    .reverse();
  return (
    <section className={classes.part} aria-labelledby="happenings">
      <h2 id="happenings">{t("story.events")}</h2>
      <ol>
        {shown.map((event) => (
          <li key={event.seq}>
            <b>{name("event", event.type)}</b>
            <span>
              {format.instantFull(event.at)}
              {typeof event.data?.actor === "string" && ` · ${name("actor", event.data.actor)}`}
              {typeof event.data?.field === "string" && ` · ${name("field", event.data.field)}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
