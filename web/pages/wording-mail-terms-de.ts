import type { MailTerms } from './wording-mail-terms.ts';

/** German puts the verb second: after the time where there is one, else after the subject. */
function told(since: string | null, verb: string, subject: string, rest: string): string {
  if (since !== null) return `Seit ${since} Uhr ${verb} ${subject} ${rest}`;
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)} ${verb} ${rest}`;
}

/** German words for what the rules on test mails can say. */
export const mailTermsDe: MailTerms = {
  at: (clock) => `um ${clock} Uhr`,
  atDay: (day, clock) => `am ${day} um ${clock} Uhr`,
  way: (from, to) => `von ${from} an ${to}`,
  wayByName: (route) => `auf der Strecke „${route}“`,
  title: (from, to) => `Von ${from} an ${to}`,
  titleByName: (route) => `Strecke „${route}“`,
  sender: (account) => (account === null ? 'Anbieter des Absenders' : `Anbieter des Absenders (${account})`),
  receiver: (account) => (account === null ? 'Anbieter des Empfängers' : `Anbieter des Empfängers (${account})`),
  verdict: {
    'mail-ok': {
      title: 'Mails kommen an',
      now: ({ way }) => `Testmails ${way} kommen an`,
      meaning: 'Die letzte Testmail, von der das Ende bekannt ist, kam an.',
      sure: 'Gemessen ist der Weg dieser Testmails; andere Mails können einen anderen nehmen.',
    },
    'mail-delayed': {
      title: 'Mails verspätet',
      now: ({ way, since }) => told(since, 'kommen', `Testmails ${way}`, 'verspätet oder noch gar nicht an'),
      meaning: 'Der Server zum Absenden hat sie angenommen, aber im Postfach waren sie nicht rechtzeitig zu sehen.',
      sure: 'Noch nicht angekommen heißt nicht verloren: Mailserver versuchen es tagelang weiter. Ein volles Postfach, eine eigene Filterregel oder ein anderes Gerät, das Mails abholt und löscht, sähe ebenso aus.',
    },
    'mail-blocked': {
      title: 'Absenden abgelehnt',
      now: ({ way, since }) => told(since, 'werden', `Testmails ${way}`, 'schon beim Absenden abgelehnt'),
      meaning: 'Der Server zum Absenden hat die letzte Testmail nicht angenommen; sie ist nie unterwegs gewesen.',
      sure: 'Ob er jede Mail ablehnt oder nur diese, ist nicht bekannt.',
    },
    'mail-unreachable': {
      title: 'Mailserver nicht erreichbar',
      now: ({ way, since }) => told(since, 'ist', `der Server zum Absenden von Mails ${way}`, 'nicht erreichbar'),
      meaning: 'Der Anschluss funktionierte dabei: Andere Ziele im Internet antworteten.',
      sure: 'Manche Router und Anschlüsse sperren Mailserver oder deren Ports; ob es daran liegt, ist von hier aus nicht immer zu sehen.',
    },
    'mail-bouncing': {
      title: 'Mails kommen zurück',
      now: ({ way, since }) => told(since, 'kommen', `Testmails ${way}`, 'als unzustellbar zurück'),
      meaning: 'Ein Mailserver hat schriftlich gemeldet, dass er die Testmail nicht zustellen konnte.',
      sure: 'Woran es lag, sagt nur dieser Bericht; ob auch andere Mails zurückkommen, ist nicht bekannt.',
    },
    'mail-to-junk': {
      title: 'Mails im Spam-Ordner',
      now: ({ way, since }) => told(since, 'landen', `Testmails ${way}`, 'im Spam-Ordner'),
      meaning: 'Die Mails kommen an, aber wer nur in den Posteingang sieht, bemerkt sie nicht.',
      sure: 'Ob ein Filter des Anbieters oder eine eigene Regel sie dorthin legte, ist nicht zu sehen.',
    },
    'mail-lost': {
      title: 'Mails vermutlich verloren',
      now: ({ way, since }) =>
        told(since, 'fehlen', `Testmails ${way}`, 'und gelten inzwischen als vermutlich verloren'),
      meaning: 'Vom Server zum Absenden angenommen, aber seither weder im Postfach gesehen noch zurückgekommen.',
      sure: 'Auch eine eigene Filterregel oder ein anderes Gerät kann sie gelöscht haben. Taucht eine doch noch auf, wird sie erkannt und dieser Befund berichtigt.',
    },
    'mail-unreadable': {
      title: 'Postfach nicht lesbar',
      now: ({ way, since }) =>
        told(since, 'werden', `Testmails ${way}`, 'nicht gesendet, weil niemand ins Postfach sehen kann'),
      meaning:
        'Der Anschluss funktionierte dabei, aber der Server des Postfachs antwortete nicht oder ließ niemanden hinein.',
      sure: 'Ob der Server des Anbieters ausfiel oder sich der Zugang geändert hat, ist von hier aus nicht immer zu sehen.',
    },
    'mail-config-error': {
      title: 'Zugang zum Mailserver prüfen',
      now: ({ way, since }) =>
        told(since, 'werden', `Testmails ${way}`, 'nicht abgesendet, weil der Zugang zum Mailserver nicht gelingt'),
      meaning: 'Meist wurde ein Kennwort geändert, fehlt eine Freischaltung oder ist ein Zertifikat abgelaufen.',
      sure: 'Über den Weg der Mails sagt das nichts, und es legt niemandem etwas zur Last.',
    },
    'mail-not-tested': {
      title: 'Nicht getestet',
      now: ({ way, since }) => told(since, 'werden', `Mails ${way}`, 'nicht getestet'),
      meaning: 'Nicht getestet ist weder pünktlich noch verspätet.',
      sure: 'Für diese Zeit wird nichts behauptet.',
    },
    'mail-unknown': {
      title: 'Noch nichts bekannt',
      now: ({ way }) => `Über Mails ${way} ist noch nichts bekannt`,
      meaning: 'Die erste Testmail ist noch nicht übergeben oder noch nicht fällig.',
      sure: 'Sobald eine angekommen ist, steht hier, wie lange sie unterwegs war.',
    },
  },
  state: {
    'not-tested': { title: 'nicht gesendet', text: 'Zu dieser Zeit wurde keine Testmail gesendet.' },
    submitting: { title: 'wird übergeben', text: 'Die Mail wird gerade an den Server zum Absenden übergeben.' },
    'refused-temporary': {
      title: 'vorläufig abgelehnt',
      text: 'Der Server zum Absenden nahm die Mail vorerst nicht an. Sie war nie unterwegs.',
    },
    refused: {
      title: 'abgelehnt',
      text: 'Der Server zum Absenden nahm die Mail nicht an. Sie war nie unterwegs.',
    },
    'config-error': {
      title: 'kein Zugang',
      text: 'Der Zugang zum Server zum Absenden gelang nicht. Die Mail war nie unterwegs.',
    },
    unreachable: {
      title: 'Server nicht erreichbar',
      text: 'Der Server zum Absenden war nicht zu erreichen, obwohl der Anschluss funktionierte.',
    },
    uncertain: {
      title: 'ungewiss',
      text: 'Die Verbindung brach ab, als die Mail schon übergeben war. Ob sie angenommen wurde, ist nicht bekannt; sie wird nicht noch einmal gesendet.',
    },
    accepted: { title: 'unterwegs', text: 'Angenommen und noch nicht angekommen; das ist noch nicht zu lange.' },
    overdue: { title: 'überfällig', text: 'Angenommen, aber auch nach der Frist noch nicht im Postfach gesehen.' },
    arrived: { title: 'angekommen', text: 'Die Mail kam an; zu spät war das, soweit bekannt, nicht.' },
    'arrived-late': { title: 'verspätet angekommen', text: 'Die Mail kam an, aber zu spät.' },
    bounced: { title: 'zurückgekommen', text: 'Ein Mailserver meldete, dass er die Mail nicht zustellen konnte.' },
    'presumed-lost': {
      title: 'vermutlich verloren',
      text: 'Angenommen, aber seither weder im Postfach gesehen noch zurückgekommen.',
    },
    unconfirmed: {
      title: 'nie bestätigt',
      text: 'Ob die Mail je angenommen wurde, ist nicht bekannt; angekommen ist sie nicht. Das gilt nicht als Verlust.',
    },
  },
  leg: {
    submit: ({ sender }) => `beim Absenden, vor der Annahme durch den ${sender}`,
    sender: ({ sender }) => `beim ${sender}, bevor er sie weitergab`,
    'hand-over': ({ sender, receiver }) => `zwischen dem ${sender} und dem ${receiver}`,
    receiver: ({ receiver }) => `beim ${receiver}, nachdem er sie übernommen hatte`,
    visible: ({ receiver }) => `im Postfach beim ${receiver}: abgelegt, aber noch nicht zu sehen`,
    unknown: () => 'nicht festgestellt',
  },
  limit: {
    submit: 'Unterwegs war die Mail da noch nicht.',
    sender:
      'Grundlage sind die Zeitstempel der Server in der Mail, ein Bericht des Anbieters oder der Vergleich mit den anderen Strecken. Warum dort gewartet wurde, folgt daraus nicht.',
    'hand-over':
      'Das allein sagt nicht, wer sie festhielt: Ein Absender, der sie nicht weitergibt, und ein Empfänger, der ihn vertröstet, sehen von außen gleich aus.',
    receiver:
      'Grundlage sind die Zeitstempel der Server in der Mail. Warum dort gewartet wurde, folgt daraus nicht; auch ein volles Postfach kann der Grund sein.',
    visible:
      'Der Mailserver selbst gab an, sie schon früher abgelegt zu haben. Eine eigene Regel oder ein anderes Gerät, das sie verschob, sähe ebenso aus.',
    unknown: 'Aus dem, was zu sehen war, folgt nicht, wer die Mail festhielt.',
  },
  mailbox: ({ receiver }) => `im Postfach oder beim ${receiver}`,
  mailboxLimit:
    'Das ergibt der Vergleich mit anderen Strecken: Was sonst in dieses Postfach geht, kommt auch nicht an, was derselbe Absender woandershin sendet, schon. Ein volles Postfach oder eine eigene Filterregel sähe ebenso aus.',
  within: (account) => (account === null ? 'beim beobachteten Anbieter' : `beim Anbieter von ${account}`),
  withinLimit:
    'Beide Enden dieser Strecke sind bei diesem Anbieter; an welcher Stelle dort, ist nicht zu sehen. Ein volles Postfach oder eine eigene Filterregel sähe ebenso aus.',
  side: {
    home: 'zu Hause',
    access: 'zwischen Router und Netz des Anbieters',
    provider: 'beim beobachteten Anbieter',
    remote: 'beim anderen Anbieter',
    unknown: 'bei wem, ist nicht festgestellt',
  },
  reason: {
    login: 'Die Anmeldung wurde abgelehnt.',
    certificate: 'Das Zertifikat des Servers ließ sich nicht bestätigen.',
    tls: 'Eine verschlüsselte Verbindung kam nicht zustande.',
    'token-command': 'Der Befehl, der das Kennwort liefert, schlug fehl.',
    name: 'Der Name des Servers ließ sich nicht auflösen.',
    connect: 'Der Server nahm keine Verbindung an.',
    timeout: 'Der Server antwortete nicht rechtzeitig.',
    greeting: 'Der Server nahm die Verbindung an, meldete sich aber nicht oder wies sie ab.',
    closed: 'Der Server beendete die Verbindung.',
    protocol: 'Der Server antwortete anders, als es üblich ist.',
    'line-down': 'Der Anschluss selbst war gestört.',
    'mailbox-blind': 'Im Postfach konnte niemand nachsehen.',
    stopped: 'Die Anmeldung wurde mehrmals abgelehnt; bis jemand nachsieht, ruht diese Strecke.',
    'many-open': 'Es warten schon genug Testmails.',
    'not-running': 'Die Messstelle lief nicht.',
    'not-sent': 'Die Verbindung brach ab, bevor die Mail übergeben war.',
    unreachable: 'Das Postfach war nicht zu erreichen.',
    folder: 'Der Ordner ließ sich nicht öffnen.',
    limit: 'Der Mailserver bat um Geduld (zu viele Zugriffe).',
    stopping: 'Die Messstelle wurde angehalten.',
  },
  tag: {
    'provider-admitted': 'der beobachtete Anbieter meldete die Verzögerung selbst, schriftlich',
    'sender-admitted': 'der Anbieter des Absenders meldete die Verzögerung selbst, schriftlich',
    'put-off-by-receiver': 'der Absender meldet, der Empfänger habe ihn vertröstet; nur sein Wort',
    'possible-greylisting': 'erster Kontakt, vielleicht deshalb vertröstet (Greylisting)',
    'own-settings':
      'die Antwort kann Adresse, Speicherplatz oder Regeln betreffen; niemandem wird etwas zur Last gelegt',
    'clock-doubtful': 'Uhr der Messstelle ungewiss',
    'onset-unseen': 'Beginn nicht gesehen; vielleicht schon früher',
    'some-lost': 'einige vermutlich verloren',
    'some-bounced': 'einige kamen zurück',
  },
  folder: {
    inbox: 'Posteingang',
    junk: 'Spam-Ordner',
    trash: 'Papierkorb',
    archive: 'Archiv',
    sent: 'Gesendet',
    other: 'anderer Ordner',
  },
  stage: {
    connect: 'beim Verbinden',
    greeting: 'bei der Begrüßung',
    ehlo: 'bei der Vorstellung (EHLO)',
    starttls: 'beim Verschlüsseln (STARTTLS)',
    auth: 'bei der Anmeldung',
    mail: 'beim Nennen des Absenders (MAIL FROM)',
    rcpt: 'beim Nennen des Empfängers (RCPT TO)',
    data: 'vor dem Text (DATA)',
    dot: 'nach dem Text',
  },
  part: {
    connectMs: 'Verbinden',
    tlsMs: 'Verschlüsseln',
    authMs: 'Anmelden',
    dataMs: 'Umschlag und Text',
    submitMs: 'zusammen',
  },
  match: {
    header: 'an ihrer eigenen Kopfzeile',
    subject: 'am Betreff',
    body: 'am Text',
    'envelope-id': 'an der Kennung im Bericht',
    'returned-headers': 'an den zurückgesandten Kopfzeilen',
    'queue-id': 'an der Nummer, die der Anbieter ihr gab',
  },
  owner: {
    sender: 'Absenderseite',
    receiver: 'Empfängerseite',
    other: 'dritter Server',
    unknown: 'nicht zuzuordnen',
  },
  action: {
    failed: 'unzustellbar',
    delayed: 'verzögert',
    delivered: 'zugestellt',
    relayed: 'weitergereicht',
    expanded: 'an eine Liste verteilt',
  },
};
