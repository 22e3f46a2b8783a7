import { exportDeErrors } from "./export.de";
import { foldersDeErrors } from "./folders.de";
import { inboxDeErrors } from "./inbox.de";
import type { codes } from "./sentences.gen";
import { deSettingsErrors } from "./settings.de";
import { deUpkeepErrors } from "./upkeep.de";

/** German sentences for error codes: what happened, what to do. */
export const deErrors: Record<
  (typeof codes)[number] | "unreachable" | "nothing_there",
  readonly [string, string]
> = {
  nothing_there: ["Dort war nichts zu lesen.", "Schreiben Sie den Wert."],
  unreachable: [
    "Deskclerk antwortet nicht.",
    "Prüfen Sie, ob es noch läuft, und versuchen Sie es dann wieder.",
  ],
  unsupported_type: [
    "Diese Art von Datei kann nicht gelesen werden.",
    "Geben Sie ein PDF, ein Bild (JPEG, PNG, TIFF, BMP, GIF, WebP, HEIC, JPEG 2000), einen Text, eine elektronische Rechnung als XML oder ein ZIP oder eine Mail mit solchen Dateien.",
  ],
  container_empty: [
    "In dieser Datei ist kein Dokument.",
    "Geben Sie die Dokumente selbst: PDFs, Bilder oder elektronische Rechnungen als XML.",
  ],
  container_password: [
    "Das ZIP ist durch ein Passwort geschützt.",
    "Entpacken Sie es und geben Sie, was darin ist.",
  ],
  over_limits: [
    "In der Datei ist mehr verpackt als erlaubt.",
    "Entpacken Sie sie und geben Sie, was darin ist, in kleineren Teilen.",
  ],
  empty_file: ["Die Datei ist leer.", "Scannen oder speichern Sie sie neu."],
  corrupt_file: [
    "Die Datei ist beschädigt und lässt sich nicht öffnen.",
    "Öffnen Sie sie mit einem anderen Programm und speichern Sie sie neu, oder scannen Sie noch einmal.",
  ],
  pdf_password: [
    "Das PDF ist durch ein Passwort geschützt.",
    "Geben Sie das Passwort ein, oder speichern Sie eine Kopie ohne Passwort.",
  ],
  file_too_large: [
    "Die Datei ist größer als erlaubt.",
    "Teilen Sie sie, oder erhöhen Sie limits.max_bytes in der Konfiguration.",
  ],
  too_many_pages: [
    "Die Datei hat mehr Seiten als erlaubt.",
    "Teilen Sie sie, oder erhöhen Sie limits.max_pages in der Konfiguration.",
  ],
  too_many_pixels: [
    "Das Bild hat mehr Pixel als erlaubt.",
    "Speichern Sie es kleiner, oder erhöhen Sie limits.max_pixels in der Konfiguration.",
  ],
  too_complex: [
    "Die Datei macht beim Öffnen mehr Arbeit als erlaubt.",
    "Drucken Sie sie in ein neues PDF, oder geben Sie die Seiten als Bilder.",
  ],
  no_pages: ["Die Datei hat keine Seiten.", "Prüfen Sie, ob es die richtige Datei ist."],
  worker_crash: ["Das Lesen brach mitten im Dokument ab.", "Es wird von selbst noch einmal versucht."],
  worker_timeout: [
    "Das Lesen dauerte länger als erlaubt.",
    "Es wird von selbst noch einmal versucht; für sehr große Seiten erhöhen Sie worker.page_timeout.",
  ],
  worker_memory: [
    "Das Lesen brauchte mehr Speicher als erlaubt.",
    "Es wird von selbst noch einmal versucht; für sehr große Seiten erhöhen Sie worker.max_memory.",
  ],
  disk_full: ["Der Datenträger ist voll.", "Schaffen Sie Platz; was wartet, geht von selbst weiter."],
  busy: ["Das Programm ist beschäftigt.", "Versuchen Sie es gleich noch einmal."],
  attempts_spent: [
    "Das Dokument scheiterte bei jedem Versuch.",
    "Sehen Sie den letzten Fehler an und versuchen Sie es von Hand noch einmal.",
  ],
  cancelled: ["Das Dokument wurde abgebrochen.", "Lesen Sie es neu, wenn Sie es doch brauchen."],
  language_missing: [
    "Eine gewünschte Sprache ist nicht installiert.",
    "Installieren Sie ihre traineddata (unter Debian: tesseract-ocr-<code>), oder wählen Sie eine andere Sprache.",
  ],
  original_missing: [
    "Das gespeicherte Original fehlt oder wurde verändert.",
    "Geben Sie die Datei noch einmal.",
  ],
  not_found: ["Unter dieser Kennung gibt es nichts.", "Vielleicht wurde es gelöscht."],
  conflict: [
    "Der Zustand des Dokuments lässt das nicht zu.",
    "Sehen Sie seinen Status an und versuchen Sie es noch einmal.",
  ],
  ...deSettingsErrors,
  ...inboxDeErrors,
  ...exportDeErrors,
  ...foldersDeErrors,
  ...deUpkeepErrors,
  pdf_signed: [
    "Das PDF ist signiert, und eine Änderung würde die Signatur ungültig machen.",
    "Nehmen Sie das Original, oder drucken Sie es in ein neues PDF ohne Signatur.",
  ],
  worker_start: [
    "Das Leseprogramm lässt sich nicht starten.",
    "`deskclerk doctor` versucht es und sagt, was fehlt.",
  ],
  invalid_value: ["Der Wert passt nicht zum Feld.", "Schreiben Sie ihn, wie die Meldung es sagt."],
  nothing_to_undo: [
    "Es gibt nichts zurückzunehmen oder zu wiederholen.",
    "Zurücknehmen lässt sich nur, was Sie selbst taten und seither niemand geändert hat.",
  ],
  revision_required: [
    "Die Anfrage sagt nicht, für welchen Stand sie gilt.",
    "Laden Sie die Seite neu und versuchen Sie es noch einmal.",
  ],
  invalid_header: ["Ein Kopf der Anfrage ist fehlerhaft.", "Sehen Sie, was die Meldung nennt."],
  request_in_flight: [
    "Dieselbe Anfrage wird noch beantwortet.",
    "Warten Sie einen Moment und versuchen Sie es noch einmal.",
  ],
  key_reused: [
    "Dieser Idempotency-Key galt schon einer anderen Anfrage.",
    "Jede neue Anfrage braucht einen neuen Schlüssel.",
  ],
  batch_closed: ["Der Stapel ist geschlossen.", "Machen Sie für weitere Dateien einen neuen."],
  events_gone: ["Die Ereignisse nach dieser Nummer sind nicht mehr da.", "Laden Sie die Seite neu."],
  unauthorized: [
    "Es wurde kein gültiges Token angegeben.",
    "Öffnen Sie den Link, den `deskclerk serve` ausgibt.",
  ],
  forbidden: [
    "Das ist von hier aus nicht erlaubt.",
    "Nehmen Sie die Adresse, die `deskclerk serve` ausgibt.",
  ],
  unknown_address: [
    "Unter dieser Adresse ist nichts.",
    "Die Adressen der Schnittstelle stehen in /api/v1/openapi.json.",
  ],
  method_not_allowed: [
    "Diese Adresse kennt diese Methode nicht.",
    "Der Kopf Allow nennt die Methoden, die sie kennt.",
  ],
  request_timeout: ["Die Anfrage kam nicht rechtzeitig ganz an.", "Senden Sie sie noch einmal."],
  too_many_requests: [
    "Es sind zu viele Anfragen auf einmal.",
    "Warten Sie einen Moment und versuchen Sie es noch einmal.",
  ],
  newer_database: [
    "Der Datenordner wurde von einer neueren Version geschrieben.",
    "Nehmen Sie jene Version; geändert wurde nichts.",
  ],
  already_running: [
    "Deskclerk läuft mit diesem Datenordner schon.",
    "Nehmen Sie das laufende, oder geben Sie mit --data einen anderen Ordner an.",
  ],
  scope_missing: ["Das Token darf das nicht.", "Machen Sie ein Token mit dem genannten Recht."],
  body_too_large: ["Die Anfrage ist größer als erlaubt.", "Senden Sie weniger auf einmal."],
  internal: [
    "In Deskclerk ist etwas schiefgegangen.",
    "Suchen Sie die Kennung im Protokoll; bitte melden Sie es.",
  ],
};
