import { plural as pluralIn } from './numbers.ts';
import type { Words } from './words.ts';

const locale = 'de-DE';
const plural = (count: number, one: string, other: string) => pluralIn(locale, count, { one, other });

const statusWord: Words['statusWord'] = {
  operational: 'Funktioniert',
  under_maintenance: 'Wartung',
  degraded_performance: 'Beeinträchtigung',
  partial_outage: 'Teilausfall',
  major_outage: 'Ausfall',
  unknown: 'Keine Daten',
};

const doing: Partial<Record<string, string>> = {
  investigating: 'Wir untersuchen: ',
  identified: 'Die Ursache ist bekannt: ',
  monitoring: 'Behoben, wir beobachten noch: ',
};

/** German. */
export const de: Words = {
  language: 'de',
  dates: {
    locale,
    date: '{day}. {month}',
    fullDate: '{day}. {month} {year}',
    withWeekday: '{weekday}, {date}',
    today: '{day}, heute',
  },
  percentSign: '\u00a0%',

  statusWord,
  statusWithin: {
    operational: 'funktioniert',
    under_maintenance: 'Wartung',
    degraded_performance: 'Beeinträchtigung',
    partial_outage: 'Teilausfall',
    major_outage: 'Ausfall',
  },
  reportStatusWord: {
    investigating: 'Wird untersucht',
    identified: 'Ursache gefunden',
    monitoring: 'Wird beobachtet',
    resolved: 'Behoben',
    scheduled: 'Geplant',
    in_progress: 'Läuft',
    verifying: 'Wird geprüft',
    completed: 'Abgeschlossen',
    postmortem: 'Nachbericht',
  },
  impactWord: {
    none: 'Keine Auswirkung',
    maintenance: 'Geplante Wartung',
    minor: 'Geringe Auswirkung',
    major: 'Große Auswirkung',
    critical: 'Kritische Auswirkung',
  },

  skip: 'Zum Inhalt',
  pages: 'Seiten',
  history: 'Verlauf',
  uptime: 'Verfügbarkeit',
  getUpdates: 'Abonnieren',
  website: 'Website',
  support: 'Hilfe',
  timesIn: 'Zeiten in',
  updated: 'Stand',
  feeds: 'Feeds und API',
  calendar: 'Kalender',
  showIn: 'anzeigen in',
  rowOfDays: 'Tag für Tag; die Pfeiltasten nennen jeden Tag',
  cardAlt: (pageName) => `Der aktuelle Status von ${pageName}`,

  headlines: {
    empty: 'Noch keine Systeme',
    operational: 'Alle Systeme funktionieren',
    incident: 'Es gibt eine Störung',
    under_maintenance: 'Wartung läuft',
    degraded_performance: 'Einige Systeme sind beeinträchtigt',
    partial_outage: 'Einige Systeme sind gestört',
    major_outage: 'Einige Systeme sind ausgefallen',
    allDown: 'Alle Systeme sind ausgefallen',
  },
  emptyPage: 'Hier stehen die Systeme dieser Seite, sobald sie eingetragen sind.',
  affected: (status, names, since, several) => [
    `${statusWord[status]}: `,
    ...names,
    ...(since === null ? [] : [several ? ', der erste Fall seit ' : ' seit ', { at: since }]),
    '. ',
  ],
  others: ({ operational, affected }) => {
    if (affected === 0)
      return plural(operational, 'Das einzige System funktioniert.', 'Alle {n} Systeme funktionieren.');
    if (operational === 0)
      return plural(affected, 'Es ist das einzige System.', 'Keines der {n} Systeme funktioniert ganz.');
    return plural(operational, 'Das andere System funktioniert.', 'Die anderen {n} Systeme funktionieren.');
  },
  openIncident: (status, name, more, since) => [
    doing[status] ?? '',
    { name },
    more > 0 ? ` und ${plural(more, '{n} weitere Störung', '{n} weitere Störungen')}` : '',
    ', seit ',
    { at: since },
    '. ',
  ],
  maintenanceEnd: (name, until) => [{ name }, ' dauert voraussichtlich bis ', { at: until }, '. '],
  nextMaintenance: (at) => [' Nächste Wartung: ', { at }, '.'],
  systems: 'Systeme',
  method: 'Wie wird das berechnet?',
  restOfGroup: (count) =>
    plural(count, '{n} anderes System funktioniert', '{n} andere Systeme funktionieren'),
  daysAgo: 'vor 90 Tagen',
  today: 'heute',
  uptimeOf: (percent) => `${percent} verfügbar`,
  overDays: ({ all, problems, maintenance, unknown }) => {
    const parts = [
      problems === 0
        ? 'Kein Tag mit Problemen'
        : plural(problems, '{n} Tag mit Problemen', '{n} Tage mit Problemen'),
      ...(maintenance > 0 ? [`${maintenance} mit Wartung`] : []),
      ...(unknown > 0 ? [`${unknown} ohne Daten`] : []),
    ];
    return `in ${plural(all, '{n} Tag', '{n} Tagen')}. ${parts.join(', ')}.`;
  },
  lessThanASecond: 'weniger als eine Sekunde',
  planned: 'Geplante Wartungen',
  past: 'Vergangene Störungen',
  nothingRecent: 'In den letzten 15 Tagen ging keine Störung oder Wartung zu Ende.',
  allReports: 'Alle Störungen →',
  getUpdatesLead: 'Neuigkeiten dort lesen, wo man ohnehin hinschaut. Ein Konto ist nicht nötig.',
  waysToFollow: {
    rss: ['RSS', 'Jede Meldung zu einer Störung oder Wartung, für jeden Feedreader.'],
    atom: ['Atom', 'Dasselbe für Feedreader, die Atom bevorzugen.'],
    jsonFeed: ['JSON Feed', 'Dasselbe für Programme.'],
    calendar: [
      'Kalender',
      'Wartungen im eigenen Kalender: diese Adresse abonnieren, Änderungen kommen von selbst.',
    ],
  },

  more: (count) => `${count} weitere`,
  started: (at) => ['Beginn: ', { at, ago: true }],
  updatedAt: (at) => [' · letzte Meldung: ', { at, ago: true }],
  affects: (names) => [' · betrifft ', ...names],
  affectedComponents: 'Betroffen',
  retired: '(nicht mehr aufgeführt)',
  updates: 'Meldungen',
  edited: 'geändert',
  readPostmortem: 'Nachbericht lesen',
  published: 'Veröffentlicht',
  addToCalendar: 'In den Kalender',

  historyPage: (number) => `Verlauf, Seite ${number}`,
  historyDescription: (pageName) => `Störungen und Wartungen von ${pageName}, nach Monaten.`,
  quietMonth: (month) => `Im ${month} wurde nichts gemeldet.`,
  months: 'Monate',
  newer: '← Neuere',
  older: 'Ältere →',

  uptimeDescription: (pageName) =>
    `Die Verfügbarkeit von ${pageName} nach Monaten, und wie sie berechnet wird.`,
  uptimeLead: (first, last) =>
    `Prozent je Kalendermonat, ${first} bis ${last}. Der letzte Monat reicht bis jetzt. Jede Zahl führt zu dem, woraus sie berechnet ist.`,
  noComponents: 'Es gibt noch keine Systeme.',
  components: 'Systeme',
  groupMean: 'Mittel der Gruppe',
  noData: 'keine Daten',
  howCalculated: [
    'Die Verfügbarkeit ist 1 minus Ausfallzeit geteilt durch die Zeit, über die wir etwas wissen. Die Ausfallzeit ist die Länge jedes Abschnitts mal dem Faktor seines Status. Wo sich Meldungen überschneiden, zählt die Zeit einmal, mit dem schlechtesten Status.',
    'Die Zeit, bevor ein System eingetragen war, und die Zeit, in der niemand und nichts es beobachtet hat, erscheint als „keine Daten“ und bleibt aus der Rechnung heraus.',
    'Prozentzahlen werden nach der dritten Stelle abgeschnitten und nie aufgerundet: 100\u00a0% heißt keine einzige Millisekunde Ausfall. Die Verfügbarkeit einer Gruppe ist das Mittel ihrer Systeme.',
    'Jede Prozentzahl führt zu den Abschnitten, aus denen sie berechnet ist.',
  ],
  policyOfPage: 'Die Regeln dieser Seite:',
  hourCounts: (status, counts) =>
    counts === null
      ? `Eine Stunde ${status} zählt nicht als Ausfallzeit.`
      : `Eine Stunde ${status} zählt als ${counts.minutes} Minuten Ausfallzeit (Faktor ${counts.factor}).`,
  maintenanceCounts: {
    exclude: 'Wartung bleibt außen vor: Sie zählt weder als verfügbar noch als Ausfall.',
    up: 'Geplante Wartung zählt als verfügbar.',
    down: 'Geplante Wartung zählt als Ausfall.',
  },
  outageDuringMaintenance: {
    outage_wins: 'Ein Ausfall während einer Wartung zählt als Ausfall.',
    maintenance_wins: 'Ein Ausfall während einer Wartung zählt als Wartung.',
  },
  zoneOfDays: (timeZone) => `Monate und Tage beginnen und enden um Mitternacht in ${timeZone}.`,

  ledgerTitle: (componentName) => `Verfügbarkeit von ${componentName}`,
  ledgerSpan: (month, hasData) =>
    `${hasData ? 'verfügbar ' : ''}${month === null ? 'in den letzten 90 Tagen' : `im ${month}`}`,
  retiredSince: (at) => ['Nicht mehr aufgeführt seit ', { at }],
  last90Days: 'Letzte 90 Tage',
  window: 'Zeitraum',
  known: 'Davon bekannt',
  nothing: 'nichts',
  covered: 'Gezählte Zeit',
  entries: 'Was nicht einfach funktionierte',
  noEntries: 'Nichts: Die ganze gezählte Zeit lief alles.',
  status: 'Status',
  fromUntil: 'Von, bis',
  length: 'Länge',
  factor: 'Faktor',
  downtime: 'Ausfallzeit',
  leftOut: 'zählt nicht',
  byHand: 'von Hand gesetzt',
  sum: 'Summe der Ausfallzeit',
  calculation: 'Die Rechnung',
  noCalculation: 'Über diesen Zeitraum ist nichts bekannt, also gibt es nichts zu teilen.',
  division: ({ known, leftOut, covered, downtime, quotient, percent }) => [
    [`Gezählte Zeit: ${known} s bekannt − ${leftOut} s nicht gezählt = `, { name: `${covered} s` }],
    ['Ausfallzeit: die Summe oben = ', { name: `${downtime} s` }],
    [`Verfügbarkeit: 1 − ${downtime} ÷ ${covered} = `, { name: quotient }],
    ['In Prozent, nach drei Stellen abgeschnitten: ', { name: percent }],
  ],
  policy: 'Regeln',
  daily: 'Tag für Tag',
  files: 'Dasselbe für Programme:',

  oneTimeLinks: {
    setup: {
      title: 'Das erste Konto anlegen',
      lead: 'Wer diesen Link hat, wird Inhaber dieser Seite. Er gilt einmal.',
      done: 'Das Konto ist angelegt und Inhaber dieser Seite. Der Link gilt nicht mehr.',
    },
    password: {
      title: 'Passwort wählen',
      lead: 'Mindestens 8 Zeichen; je länger, desto besser. Dieser Link gilt einmal.',
      done: 'Das Passwort ist gesetzt. Der Link gilt nicht mehr.',
    },
  },
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  passwordRule: '8 bis 128 Zeichen, und keines, das leicht zu erraten ist.',
  choosePassword: 'Passwort setzen',
  signIn: 'Anmelden',
  linkProblems: {
    email: 'Das ist keine E-Mail-Adresse. Schreibweise: name@example.com.',
    password: 'Bitte ein anderes Passwort: 8 bis 128 Zeichen, und keines, das leicht zu erraten ist.',
    gone: 'Dieser Link ist unbekannt, schon benutzt oder abgelaufen. Bitte einen neuen anfordern.',
    memberExists: 'Mit dieser Adresse gibt es schon ein Konto. Bitte eine andere verwenden.',
    tooMany: 'Zu viele Versuche. Bitte eine Minute warten und es dann noch einmal versuchen.',
    tooLarge: 'Das ist zu lang.',
    otherwise: 'Das hat nicht geklappt, es wurde nichts geändert. Bitte den Link noch einmal öffnen.',
  },
  notFoundTitle: 'Nicht gefunden',
  notFound: 'Unter dieser Adresse gibt es nichts',
  notFoundWhy: 'Vielleicht ist der Link falsch geschrieben, oder sein Ziel wurde entfernt.',
  tryAgainTitle: 'Bitte noch einmal versuchen',
  tryAgain: 'Das wollen gerade viele sehen',
  tryAgainWhy: 'Bitte in ein paar Sekunden neu laden. Der aktuelle Status ist immer da.',
  backHome: 'Aktueller Status',

  lastConfirmed: 'Zuletzt bestätigt',
  unavailable: 'Diese Seite ist gerade nicht verfügbar',
  unavailableWhy:
    'Unsere Aufzeichnungen lassen sich im Moment nicht lesen. Das heißt nicht, dass nichts war. Bitte versuchen Sie es in ein paar Minuten noch einmal.',
  badgeUnconfirmed: 'unbestätigt',

  subscribing: {
    languageName: 'Deutsch',
    byMail: 'Per E-Mail',
    byMailLead:
      'Eine Mail für jede Meldung. Ein Link in jeder Mail führt zu den Einstellungen und zum Abbestellen.',
    webhook: 'Per Webhook',
    webhookLead:
      'Eine Anfrage an den eigenen Server für jede Meldung und jeden geänderten Status, wie eine Statuspage sie schickt. Bestätigt wird per Mail; dorthin schreiben wir auch, wenn der Server nicht erreichbar ist.',
    endpoint: 'Adresse des Servers',
    secret: 'Schlüssel',
    secretLead:
      'Damit ist signiert, was wir schicken, wie Standard Webhooks es beschreibt. Bitte geheim halten.',
    browser: {
      title: 'In diesem Browser',
      lead: 'Eine Benachrichtigung für jede Meldung, auch wenn diese Seite geschlossen ist.',
      on: 'In diesem Browser benachrichtigen',
      isOn: 'Dieser Browser benachrichtigt über Meldungen.',
      choose: 'Auswählen, worüber',
      off: 'Ausschalten',
      denied:
        'Der Browser erlaubt das nicht. Bitte in seinen Einstellungen Benachrichtigungen für diese Seite erlauben und es dann noch einmal versuchen.',
      failed:
        'Der Browser konnte die Benachrichtigungen nicht einschalten. Bitte in einer Minute noch einmal versuchen.',
    },
    elsewhere: 'Ohne Adresse',
    addressRule: 'Nur für diese Mails, für nichts anderes.',
    scope: 'Nur einige Systeme',
    scopeRule: 'Ohne Auswahl: alles.',
    allOfGroup: (name) => `Alles in ${name}, auch was später dazukommt`,
    kinds: 'Worüber',
    incidents: 'Störungen',
    maintenances: 'Wartungen',
    languageAndZone: 'Sprache und Zeitzone',
    language: 'Sprache der Meldungen',
    timeZone: 'Zeitzone der Meldungen',
    zoneOfPage: (timeZone) => `Wie auf der Seite (${timeZone})`,
    subscribe: 'Abonnieren',
    thisIncident: 'Nur davon hören',
    thisIncidentLead: 'Eine Mail für jede Meldung dazu, bis es vorbei ist.',
    asked: 'Bitte in die Mailbox schauen',
    askedLead:
      'Wenn diese Adresse Mail empfangen kann, ist eine Nachricht unterwegs. Darin steht ein Link zum Bestätigen. Eine Adresse bekommt höchstens eine solche Nachricht am Tag.',
    problems: {
      address: 'Das ist keine E-Mail-Adresse. Schreibweise: name@example.com.',
      endpoint: 'Das ist keine Adresse eines Servers. Schreibweise: https://example.com/hook.',
      kinds: 'Bitte Störungen, Wartungen oder beides auswählen.',
      scope: 'Einige der gewählten Systeme stehen nicht mehr auf der Seite. Bitte neu auswählen.',
      timeZone: 'Bitte eine Zeitzone aus der Liste wählen.',
      incident: 'Das ist schon vorbei, es wird dazu keine Meldungen mehr geben.',
      noMail: 'Diese Seite verschickt keine Mails. Bitte einen der anderen Wege nehmen.',
      tooMany:
        'Zu viele Anfragen aus diesem Netz. Bitte einige Minuten warten und es dann noch einmal versuchen.',
      tooLarge: 'Das ist zu lang.',
      unavailable: 'Das lässt sich gerade nicht speichern. Bitte in einer Minute noch einmal versuchen.',
    },
    confirm: {
      title: 'Abonnement bestätigen',
      lead: 'Ein Klick auf den Knopf, und ab jetzt kommt jede Meldung per Mail.',
      button: 'Bestätigen',
    },
    manage: {
      title: 'Abonnement',
      confirmed: 'Das Abonnement läuft. Ab jetzt kommt jede Meldung per Mail.',
      saved: 'Gespeichert.',
      save: 'Speichern',
    },
    receives: (address) => `Die Meldungen gehen an ${address}.`,
    toBrowser: 'Die Meldungen gehen als Benachrichtigungen an einen Browser.',
    ofOneIncident: 'Es geht nur um eine Störung.',
    leave: {
      title: 'Abbestellen',
      lead: 'Danach kommen keine Meldungen mehr. 30 Tage lang führt derselbe Link zurück; dann wird die Adresse gelöscht.',
      button: 'Abbestellen',
    },
    hasLeft: {
      title: 'Abbestellt',
      lead: 'Es kommen keine Meldungen mehr. Die Adresse wird in 30 Tagen gelöscht.',
      comeBack: 'Wieder abonnieren',
    },
    erase: {
      title: 'Adresse löschen',
      lead: 'Löscht sofort alles, was zu diesem Abonnement gespeichert ist. Das lässt sich nicht zurücknehmen.',
      button: 'Adresse löschen',
      done: 'Die Adresse ist gelöscht',
      doneLead: 'Zu diesem Abonnement ist nichts mehr gespeichert, und seine Links gelten nicht mehr.',
    },
    mails: {
      confirm: {
        subject: 'Abonnement bestätigen',
        lead: (pageName) => `Für diese Adresse wurden Meldungen von ${pageName} bestellt.`,
        action: 'Diese Seite öffnen und den Knopf drücken, um sie zu bekommen',
        otherwise: 'War das jemand anders, ist nichts zu tun. Ohne Bestätigung kommen keine Meldungen.',
      },
      manage: {
        subject: 'Abonnement',
        lead: (pageName) =>
          `Jemand hat nach dem Abonnement dieser Adresse bei ${pageName} gefragt. Es läuft.`,
        action: 'Einstellungen ändern oder abbestellen',
        otherwise: 'War das jemand anders, ist nichts zu tun. Es wurde nichts geändert.',
      },
    },
  },

  messages: {
    since: (when) => `Seit ${when}`,
    lasted: (duration, from, until) => `Vorbei nach ${duration}: ${from} – ${until}`,
    planned: (window) => `Geplant für ${window}`,
    several: (count, when) =>
      `${plural(count, '{n} Meldung seit', '{n} Meldungen seit')} ${when}, die neueste zuerst:`,
    next: 'Bis es vorbei ist, folgt jede weitere Meldung hier.',
    over: 'Das ist vorbei.',
    follow: 'Auf der Statusseite verfolgen',
    why: (pageName) => `Diese Nachricht kommt, weil Meldungen von ${pageName} abonniert sind.`,
    manage: 'Einstellungen ändern oder abbestellen',
    givenUp: {
      subject: 'Ihr Webhook erhält keine Meldungen mehr',
      lead: (host, problem) =>
        `Ihr Webhook bei ${host} hat unsere Meldungen nicht angenommen. Beim letzten Mal: ${problem}`,
      action: 'Wieder einschalten',
      otherwise:
        'Wir senden nichts mehr dorthin. Sobald er wieder arbeitet, lässt er sich wieder einschalten.',
    },
  },
  alerts: {
    silentIncident: {
      title: 'Von einer Störung ist lange nichts zu hören',
      what: 'Kunden haben von einer offenen Störung länger nichts gehört, als sie sollten. Schreib ein Update, oder löse sie auf.',
      over: 'Es gab ein Update, oder die Störung ist vorbei.',
    },
    failedDeliveries: {
      title: 'Nachrichten an Abonnenten sind nicht angekommen',
      what: 'Einige wurden einen Tag lang versucht und dann beiseitegelegt. Öffne die Störung, um zu sehen, auf welchem Weg, und versuche es noch einmal.',
      over: 'Nichts liegt mehr beiseite.',
    },
    failedBackup: {
      title: 'Die Backups funktionieren nicht',
      what: 'Das letzte Backup ist gescheitert und auch danach nicht gelungen, oder seit zwei Tagen gab es keines. Das Protokoll nennt den Grund. Versuche: candor backup',
      over: 'Es gibt wieder ein neues Backup.',
    },
    unpublished: {
      title: 'Die Seite ist nicht aktuell',
      what: 'Seit zwei Minuten konnte nicht veröffentlicht werden, was bekannt ist. Leser sehen die letzte Seite mit ihrer Zeit. Das Protokoll nennt den Grund.',
      over: 'Die Seite wird wieder veröffentlicht.',
    },
    fullDisk: {
      title: 'Die Platte ist fast voll',
      what: 'Wo die Daten liegen, sind weniger als 512 MB frei. Ohne Platz lässt sich nichts ändern. Schaff Platz, oder nimm eine größere Platte.',
      over: 'Es ist wieder Platz.',
    },
  },

  feedLanguage: 'de-DE',
  feedTitle: (pageName, componentName) =>
    `${pageName} Status - ${componentName === null ? '' : `${componentName} - `}Verlauf der Störungen`,
  update: 'Meldung',
  feedMoment: ({ month, day, time, zone }) => `${day}. ${month}, ${time} ${zone}`,
  scheduledEvent: 'GEPLANTE WARTUNG',
  calendarName: (pageName) => `Wartungen von ${pageName}`,
  badgeUptime: (percent, count) => `${percent} in ${plural(count, '{n} Tag', '{n} Tagen')}`,
  openPage: 'Statusseite öffnen',
  notice: {
    incident: 'Störung',
    maintenance: 'Wartung',
    dismiss: 'Schließen',
    summaries: {
      'Major System Outage': 'Alle Systeme sind ausgefallen',
      'Partial System Outage': 'Einige Systeme sind ausgefallen',
      'Minor Service Outage': 'Einige Systeme sind gestört',
      'Partially Degraded Service': 'Einige Systeme sind beeinträchtigt',
      'Service Under Maintenance': 'Wartung läuft',
    },
  },
};
