import type { refusedEn } from "./refused.en";

/** Warum die Schnittstelle etwas ablehnt. */
export const refusedDe: Readonly<Record<keyof typeof refusedEn, string>> = {
  "detail.profile_file": "Das ist keine Datei eines Exportprofils, oder eine aus einer späteren Version.",
  "detail.profile_schema": "Die Datei nennt sich „{value}“, nicht {wanted}.",
  "detail.profile_name": "Ein Name hat 1 bis {limit} Zeichen in einer Zeile.",
  "detail.profile_taken": "Ein Exportprofil „{name}“ gibt es schon.",
  "detail.profile_builtin_name": "Ein Exportprofil „{name}“ gehört zum Programm.",
  "detail.profile_builtin": "Das Profil {id} gehört zum Programm; kopieren Sie es und ändern Sie die Kopie.",
  "detail.profile_rows": "Eine Tabelle „{value}“, deren Zeilen exportiert werden könnten, gibt es nicht.",
  "detail.profile_value": "{member} kann nicht „{value}“ sein; möglich ist: {choices}.",
  "detail.profile_columns": "Eine Tabelle hat mindestens eine Spalte; JSON hat keine.",
  "detail.profile_sourceless": "Spalte {place}: Wählen Sie, was sie zeigt.",
  "detail.profile_header": "Spalte {place}: Schreiben Sie ihren Namen in eine Zeile.",
  "detail.profile_cells":
    "Spalte {place}: Zellen kann sie nur zeigen, wenn es eine Zeile je Zeile einer Tabelle gibt.",
  "detail.profile_source":
    "Eine Quelle „{value}“ gibt es nicht. Schreiben Sie field:NAME, cell:NAME, fact:NAME, meta:SCHLÜSSEL oder text:…; zum Dokument gibt es {choices}.",
  "detail.profile_batch": "Ein Buchungsstapel ist CSV mit Strichpunkten, in Windows-1252, mit CRLF.",
  "detail.profile_batch_year": "Schreiben Sie den Tag, an dem das Wirtschaftsjahr beginnt, wie 01-01.",
  "detail.profile_batch_length": "Sachkonten haben 4 bis 8 Stellen.",
  "detail.profile_batch_quotes": "Bezeichnung und Kontenrahmen haben keine Anführungszeichen.",
  "detail.profile_batch_missing": "Die Nummern von Berater und Mandant fehlen.",
  "detail.profile_constant": "Das Profil sagt nicht, was in „{column}“ steht.",
  "detail.profile_years": "Die Dokumente sind aus mehr als einem Wirtschaftsjahr: {span}.",
  "detail.profile_characters":
    "Der Name der Spalte „{column}“ hat Zeichen, die die Kodierung nicht schreiben kann: {characters}",

  "detail.export_nothing": "Schon exportiert: {exported}. Noch zu prüfen: {waiting}. Zurückgehalten: {held}.",
  "detail.export_changed": "Von {count} Dokumenten sind noch {left} da, oder ihre Werte sind andere.",
  "detail.export_meanwhile": "Ein Dokument wurde inzwischen geändert.",
  "detail.export_rowless": "Eine Datei im Format {format} hat keine Zeilen.",
  "detail.export_sheet": "Ein Tabellenblatt fasst {count} Zeilen.",

  "detail.append_unreadable": "Die Datei, an die angehängt werden soll, ist nicht zu lesen.",
  "detail.append_ordinary": "Das ist keine gewöhnliche Datei.",
  "detail.append_disturbed": "Ein anderes Programm hat die Datei inzwischen geändert.",
  "detail.append_whole": "Eine Datei dieses Profils ist für sich vollständig; ihr kann nichts folgen.",
  "detail.append_beginning": "Die Datei beginnt anders.",
  "detail.append_mark": "Sie beginnt mit der Marke von UTF-8; das Profil schreibt {encoding} ohne sie.",
  "detail.append_markless": "Ihr fehlt die Marke von UTF-8 am Anfang.",
  "detail.append_lines": "Ihre Zeilen enden anders als die des Profils.",
  "detail.append_encoding": "Sie ist nicht in {encoding} geschrieben.",
  "detail.append_quote": "Sie endet in einer Zelle: Ein Anführungszeichen ist nicht geschlossen.",
  "detail.append_delimiter":
    "Zwischen ihren Zellen steht etwas anderes: {delimiter}. Das Profil schreibt: {wanted_delimiter}.",
  "detail.append_columns": "Ihre Spalten sind {columns}, die des Profils {wanted}.",
  "detail.append_large": "Sie ist größer als {megabytes} MB; beginnen Sie eine neue.",
  "detail.append_workbook": "Das ist keine Arbeitsmappe, die zu lesen ist.",
  "detail.append_sheet": "Ihr Tabellenblatt ist nicht zu lesen.",

  "detail.hook_url": "Schreiben Sie die Adresse, an die gesendet wird.",
  "detail.hook_many": "Ziele, die es schon gibt: {count}.",
  "detail.hook_confirm": "Bestätigen Sie, dass es zu {addresses} führt.",
  "detail.hook_description": "Eine Beschreibung hat höchstens {limit} Zeichen in einer Zeile.",
  "detail.hook_event": "Ein Ereignis „{event}“ gibt es nicht.",
  "detail.hook_payload": "Gesendet wird nur das Nötigste (thin) oder alles (full), nicht „{value}“.",
  "detail.hook_scope":
    "Gemeldet wird alles (everything) oder, was zu einem Ordner (folder), einer Art (type) oder einem Token (token) gehört, nicht „{value}“.",
  "detail.hook_scope_all": "Wem alles gemeldet wird, der nimmt keinen Ordner, keine Art und kein Token.",
  "detail.hook_scope_value": "Sagen Sie, wozu gemeldet wird: Zu „{scope}“ fehlt, was gemeint ist.",
  "detail.hook_auth": "Die Anmeldung ist none, bearer, basic oder header, nicht „{value}“.",
  "detail.hook_auth_secret": "Ein Passwort oder Token hat höchstens {limit} Zeichen und keinen Zeilenumbruch.",
  "detail.hook_auth_bearer": "Schreiben Sie das Token.",
  "detail.hook_auth_basic": "Schreiben Sie den Namen, mit dem Sie sich anmelden, ohne Doppelpunkt.",
  "detail.hook_auth_header": "Ein eigener Kopf kann nicht „{name}“ heißen.",
  "detail.hook_secret":
    "Ein Geheimnis zum Signieren ist whsec_ und dahinter {min} bis {max} zufällige Bytes in Base64.",
  "detail.hook_disabled": "Das Ziel ist schon abgeschaltet.",
  "detail.hook_replay": "Sagen Sie, welche Zustellungen noch einmal gesendet werden.",
  "detail.hook_resume": "Das Ziel ist abgeschaltet; schalten Sie es zuerst wieder ein.",
  "detail.hook_deleted": "Was die Zustellung {id} meldete, wurde mit ihrem Dokument gelöscht.",
};
