import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { TogetherContext } from "@/actions/together";
import type { FieldRequest } from "@/api/review";
import type { Failure } from "@/api/types";
import { useI18n } from "@/i18n";
import { keys } from "@/queries/keys";
import { useCards, useGroup } from "@/queries/together";
import { choicesOf } from "../choices";
import type { Size } from "../stage";
import {
  type Done,
  type Entry,
  entriesOf,
  fieldAfter,
  fieldsLeft,
  heldBy,
  staying,
  withDone,
} from "./entries";
import { layoutOf } from "./layout";
import { useGroupVerbs } from "./useGroupVerbs";

/** Where a person is: a field, the first card of the screen, and the card under the cursor. */
interface Place {
  field: string | null;
  start: number;
  cursor: number;
  /** The document whose card is to be found once the cards are there. */
  seek?: string;
}

/** What is typed into the card under the cursor. */
export interface Typing {
  text: string;
  failure?: Failure;
}

/** Everything that looking at many documents together knows and does. */
export function useTogether(asked: string | undefined, area: Size, onField: (field: string | null) => void) {
  const { t } = useI18n();
  const client = useQueryClient();
  const navigate = useNavigate();
  const group = useGroup();
  const [done, setDone] = useState<Done>({});
  const [place, setPlace] = useState<Place>({ field: asked ?? null, start: 0, cursor: 0 });
  const [ended, setEnded] = useState(false);
  const [moving, setMoving] = useState(false);
  const [typing, setTyping] = useState<Typing | null>(null);
  const shown = useRef(new Set<string>());
  const [seen, setSeen] = useState(0);
  const latest = useRef(done);
  latest.current = done;

  const { field } = place;
  const query = useCards(ended ? null : field);
  const cards = useMemo(() => query.data?.pages.flatMap((p) => p.cards) ?? [], [query.data]);
  const entries = useMemo(() => entriesOf(cards, done[field ?? ""]), [cards, done, field]);
  const layout = layoutOf(area, field ?? "");
  const screen = entries.slice(place.start, place.start + layout.per);
  const current = screen[place.cursor];
  const fields = useMemo(() => fieldsLeft(group.data, done), [group.data, done]);
  const choices = current && field ? choicesOf(heldBy(current.card, field), field) : [];

  const put = (of: string, ids: readonly string[], entry: Partial<Entry>) =>
    setDone((all) => withDone(all, of, ids, entry));

  /** Opens a field with its cards as they are now; null is the end. */
  const go = useCallback(
    (to: string | null, seek?: string) => {
      setTyping(null);
      if (to) {
        void client.resetQueries({ queryKey: keys.cards(to) });
        setDone((all) => staying(all, to));
      }
      setEnded(to === null);
      setPlace({ field: to, start: 0, cursor: 0, seek });
      onField(to);
    },
    [client, onField],
  );

  // The first field is known when the program has said what waits.
  useEffect(() => {
    if (!group.data || ended || moving) return;
    const there = group.data.fields.some((f) => f.name === place.field);
    if (place.field === null || (!there && cards.length === 0 && query.isSuccess))
      go(fieldAfter(fieldsLeft(group.data, latest.current), null));
  }, [group.data, ended, moving, place.field, cards.length, query.isSuccess, go]);

  useEffect(() => {
    if (!place.seek || !query.isSuccess) return;
    const at = cards.findIndex((c) => c.document_id === place.seek);
    const start = Math.floor(Math.max(0, at) / layout.per) * layout.per;
    setPlace((p) => ({ field: p.field, start, cursor: Math.max(0, at) - start }));
  }, [place.seek, query.isSuccess, cards, layout.per]);

  // The next screen is there before it is turned to.
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && place.start + 2 * layout.per > cards.length)
      void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, place.start, layout.per, cards.length]);

  const verbs = useGroupVerbs({ put, go });

  /** On to the next field, once what was said about this one is stored. */
  const goOn = async (from: string) => {
    setMoving(true);
    try {
      await verbs.settled();
      const left = fieldsLeft(await verbs.now(), latest.current);
      go(fieldAfter(left, from));
    } catch (error) {
      verbs.trouble(error);
    } finally {
      setMoving(false);
    }
  };
  const turn = (by: 1 | -1) => {
    const start = place.start + by * layout.per;
    setTyping(null);
    if (start < 0 || !field) return;
    if (start < entries.length) setPlace({ field, start, cursor: 0 });
    else if (hasNextPage) void fetchNextPage().then(() => setPlace({ field, start, cursor: 0 }));
    else void goOn(field);
  };

  const accept = () => {
    if (!field) return;
    const waits = screen.filter((e) => e.state === "waits");
    const ready = waits.filter((e) => shown.current.has(signOf(e)));
    if (ready.length > 0) {
      const accepted = ready.map((e) => e.card);
      put(
        field,
        accepted.map((c) => c.document_id),
        { state: "taken" },
      );
      verbs.confirm(field, accepted);
    }
    if (ready.length < waits.length)
      return verbs.tell(t("together.notShown", { count: waits.length - ready.length }), "yellow");
    turn(1);
  };

  /** Does something to the one card under the cursor; the cursor goes on meanwhile. */
  const act = (body: FieldRequest) => {
    if (!field || !current) return;
    const at = place;
    const { card } = current;
    setTyping(null);
    put(field, [card.document_id], { state: "taken" });
    setPlace((p) => ({ ...p, cursor: Math.min(p.cursor + 1, screen.length - 1) }));
    verbs.change(field, card, body, (text, failure) => {
      setPlace(at);
      setTyping({ text, failure });
    });
  };
  const mark = (index: number) => {
    const entry = screen[index];
    if (!field || !entry) return;
    if (index !== place.cursor) setTyping(null);
    setPlace((p) => ({ ...p, cursor: index }));
    if (entry.state === "waits") put(field, [entry.card.document_id], { state: "marked" });
    if (entry.state === "marked") put(field, [entry.card.document_id], { state: "waits" });
  };

  const context: TogetherContext = {
    cards: moving ? 0 : screen.length,
    open: current !== undefined && (current.state === "waits" || current.state === "marked") && !moving,
    choices: choices.length,
    ready: moving ? 0 : (group.data?.ready ?? 0),
    fields: fields.length,
    move: (columns, rows) => {
      const to = place.cursor + columns + rows * layout.columns;
      if (to >= 0 && to < screen.length) setPlace((p) => ({ ...p, cursor: to }));
      else if (to >= screen.length && rows > 0 && place.cursor < screen.length - 1)
        setPlace((p) => ({ ...p, cursor: screen.length - 1 }));
    },
    mark: () => mark(place.cursor),
    accept,
    choose: (number) => {
      const choice = choices[number - 1];
      if (choice) act(choice.body);
    },
    type: () => current && setTyping({ text: current.card.field.value ?? "" }),
    clear: () => act({ action: "clear" }),
    turn,
    step: (by) => {
      const at = fields.findIndex((f) => f.name === field);
      const to = fields[at + by];
      if (to) void verbs.after(async () => go(to.name));
    },
    approve: verbs.approve,
    undo: () => verbs.back("undo"),
    redo: () => verbs.back("redo"),
    single: () => {
      const id = current?.card.document_id;
      if (id) void navigate({ to: "/review/$id", params: { id }, search: field ? { field } : {} });
      else void navigate({ to: "/review" });
    },
    leave: () => void navigate({ to: "/" }),
  };

  return {
    context,
    group,
    query,
    fields,
    field: ended ? null : field,
    ended,
    moving,
    layout,
    screen,
    cursor: place.cursor,
    current,
    choices,
    typing,
    index: Math.floor(place.start / layout.per) + 1,
    screens: hasNextPage ? null : Math.max(1, Math.ceil(entries.length / layout.per)),
    /** Cards that Ctrl+Enter would accept now; counted anew when a picture comes. */
    ready: seen >= 0 ? screen.filter((e) => e.state === "waits" && shown.current.has(signOf(e))).length : 0,
    mark,
    place: (index: number) => setPlace((p) => ({ ...p, cursor: index })),
    show: (entry: Entry) => {
      shown.current.add(signOf(entry));
      setSeen((n) => n + 1);
    },
    fail: (entry: Entry) => field && put(field, [entry.card.document_id], { state: "left" }),
    type: (text: string | null) => setTyping(text === null ? null : { text }),
    typed: (text: string) =>
      act(text.trim() ? { action: "correct", value: text, raw: text } : { action: "clear" }),
    go: (to: string) => void verbs.after(async () => go(to)),
  };
}

export type Together = ReturnType<typeof useTogether>;

/** What was seen of a card: another value or place is another. */
const signOf = ({ card }: Entry): string =>
  `${card.document_id} ${card.field.page} ${card.field.box?.join()} ${card.field.value}`;
