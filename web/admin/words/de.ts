import type { Words } from './en.ts';
import { plural, printDuration, printList } from './print.ts';

/** All texts of the staff's application in German. */
export const de: Words = {
  name: 'Candor',
  rooms: {
    home: 'Übersicht',
    incidents: 'Störungen',
    maintenances: 'Wartungen',
    components: 'Komponenten',
    page: 'Seite',
    people: 'Personen',
    audit: 'Protokoll',
    account: 'Dein Konto',
  },
  frame: {
    skip: 'Zum Inhalt springen',
    menu: 'Menü',
    menuLabel: 'Räume',
    viewPage: 'Seite ansehen',
    signOut: 'Abmelden',
    commands: 'Befehle',
    commandsHint: 'Schreib, was du tun willst',
    noCommand: 'Kein Befehl mit diesen Worten.',
    goTo: (room) => `Gehe zu ${room}`,
    offline:
      'Keine Verbindung zu Candor. Was du schreibst, bleibt hier erhalten, und was du abschickst, geht hinaus, sobald sie wieder da ist.',
    newVersion: 'Candor wurde aktualisiert. Was du geschrieben hast, bleibt erhalten.',
    reload: 'Neu laden',
    notFoundTitle: 'Hier ist nichts',
    notFound: 'Vielleicht ist die Adresse vertippt, oder was hier war, wurde gelöscht.',
    goHome: 'Zur Übersicht',
    failedTitle: 'Candor ist nicht erreichbar',
    notForYou: 'Dafür braucht es eine andere Rolle als deine. Ein Admin kann sie dir geben.',
  },
  session: {
    title: 'Anmelden',
    lead: 'Melde dich an, um Meldungen zu veröffentlichen und die Seite einzurichten.',
    endedTitle: 'Wieder anmelden',
    ended:
      'Deine Sitzung ist beendet. Melde dich an, um dort weiterzumachen, wo du warst; nichts ist verloren.',
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    code: 'Code',
    codeHint: 'Aus deiner Authenticator-App, oder einer deiner Wiederherstellungscodes.',
    signIn: 'Anmelden',
    forgotten: 'Passwort vergessen? Ein Admin kann dir einen Link geben, um ein neues zu wählen.',
    confirmTitle: 'Gib dein Passwort ein',
    confirmLead:
      'Das ändert, wer was darf, oder nimmt etwas weg. Gib dein Passwort noch einmal ein, um fortzufahren.',
    confirm: 'Weiter',
  },
  parts: {
    cancel: 'Abbrechen',
    close: 'Schließen',
    save: 'Speichern',
    saved: 'Gespeichert.',
    undo: 'Rückgängig',
    undone: 'Zurückgenommen.',
    undoFailed: 'Das ließ sich nicht zurücknehmen. Sieh nach, was jetzt da ist.',
    loading: 'Wird geladen …',
    stale: 'Das ließ sich gerade nicht neu lesen. Es ist vielleicht etwas alt.',
    tryAgain: 'Noch einmal versuchen',
    copy: 'Kopieren',
    copied: 'Kopiert.',
    copyFailed: 'Der Browser hat das Kopieren nicht erlaubt. Markiere den Text und kopiere ihn selbst.',
    optional: 'freiwillig',
    more: 'Mehr zeigen',
    zone: (zone) => `Zeiten gelten in ${zone}.`,
  },
  preview: {
    title: 'Das wird veröffentlicht',
    nothing: 'Auf der öffentlichen Seite ändert sich nichts.',
    draft: 'So sieht es aus, sobald es veröffentlicht ist',
    removed: 'Es verschwindet von der Seite.',
    waiting: 'Schreib einen Text, dann steht er hier.',
    failed: 'Die Vorschau ließ sich gerade nicht erstellen.',
    pageSays: (before, after) =>
      before === after
        ? `Die Seite sagt weiterhin „${after}“.`
        : `Die Seite sagt dann „${after}“ statt „${before}“.`,
    statusChanges: 'Zustände, die sich ändern',
    numberChanges: 'Zahlen der letzten 90 Tage, die sich ändern',
    numberChange: (before, after) => `${before} → ${after}`,
    noData: 'keine Daten',
    told: (channels) =>
      channels.length === 0
        ? 'Noch hat niemand abonniert; die Feeds und der Kalender tragen es weiter.'
        : `Erfahren davon: ${printList(channels)}.`,
    channel: {
      email: (count) => `${plural(count, { one: 'Person', other: 'Personen' })} per E-Mail`,
      sms: (count) => `${plural(count, { one: 'Person', other: 'Personen' })} per SMS`,
      webhook: (count) => plural(count, { one: 'Webhook', other: 'Webhooks' }),
      slack: (count) => `${plural(count, { one: 'Kanal', other: 'Kanäle' })} in Slack`,
      teams: (count) => `${plural(count, { one: 'Kanal', other: 'Kanäle' })} in Teams`,
    },
  },
  account: {
    language: 'Sprache dieser Anwendung',
    languageHint: 'In diesem Browser. Die Sprache der öffentlichen Seite wird unter Seite gewählt.',
  },
  errors: {
    noAnswer:
      'Es kam keine Antwort, also ist unklar, ob es geschehen ist. Versuch es noch einmal: Es geschieht nur einmal.',
    unexpected:
      'In diesem Browser ging etwas schief. Lade die Seite neu; was du geschrieben hast, bleibt erhalten.',
    forbidden: 'Deine Rolle erlaubt das nicht.',
    tooMany: (seconds) => `Das war zu oft. Versuch es in ${printDuration(seconds * 1000)} noch einmal.`,
    byCode: {
      'session.wrong': 'Die E-Mail-Adresse, das Passwort oder der Code stimmt nicht.',
      'password.wrong': 'Das Passwort stimmt nicht.',
      'store.unavailable':
        'Die Datenbank ist gerade nicht erreichbar. Nichts wurde geändert; versuch es gleich noch einmal.',
    },
  },
  statuses: {
    operational: 'In Betrieb',
    under_maintenance: 'Wartung',
    degraded_performance: 'Eingeschränkt',
    partial_outage: 'Teilausfall',
    major_outage: 'Ausfall',
  },
  reportStatuses: {
    investigating: 'Wird untersucht',
    identified: 'Ursache gefunden',
    monitoring: 'Wird beobachtet',
    resolved: 'Behoben',
    scheduled: 'Geplant',
    in_progress: 'Läuft',
    verifying: 'Wird geprüft',
    completed: 'Abgeschlossen',
  },
  impacts: {
    none: 'Keine',
    maintenance: 'Wartung',
    minor: 'Gering',
    major: 'Erheblich',
    critical: 'Kritisch',
  },
  roles: { owner: 'Inhaber', admin: 'Admin', editor: 'Redakteur', viewer: 'Leser' },
};
