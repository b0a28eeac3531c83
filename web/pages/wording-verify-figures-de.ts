import type { CodeValues } from '../../rules/journal/bundle/codes.ts';
import type { FIGURE_CODES } from '../../rules/journal/bundle/codes-figures.ts';

/** Findings on what follows from the measurements. */
export const FIGURES_DE: { [C in keyof typeof FIGURE_CODES]: (values: CodeValues<C>) => string } = {
  'figure-differs': ({ figure, said, computed }) =>
    `gibt für ${figure} ${said} an, aus den Messwerten folgt ${computed}`,
  'outage-invented': ({ outage }) => `nennt den Ausfall ${outage}, der nicht aus den Messwerten folgt`,
  'degraded-differs': ({ figure, said, computed }) =>
    `gibt für ${figure} ${said} ms als gestört an, die Messwerte hier allein ergeben ${computed} ms: beides zählt als verfügbar`,
  'outage-clock-unconfirmed': ({ outage, source }) =>
    `sagt zur Uhr des Ausfalls ${outage}, für sie bürge „${source}“; die Messwerte hier allein zeigen das nicht`,
  'mail-not-recomputed': () => 'nennt so viele Testmails, dass ihre Zahlen hier nicht nachgerechnet werden',
  'mail-places-not-recomputed': () =>
    'nennt, auf wessen Teil des Weges Testmails lagen, und Uhren von Mailservern: Das beruht auf Mails der Wochen davor und wird nicht nachgerechnet; Ankünfte, Zahlen und Verzögerungen der Mails dagegen schon',
  'mail-open': ({ route, count, mails }) =>
    `sagt über ${count} Testmails der Strecke „${route}“ mehr als die Messwerte hier, die vorher enden oder danach beginnen: Mails ${mails}`,
  'mail-watched-later': ({ route, until }) =>
    `sagt, das Postfach der Strecke „${route}“ sei bis ${until} beobachtet worden; die Messwerte hier enden vorher`,
  'mail-limits-changed': ({ route }) =>
    `beurteilt Mails der Strecke „${route}“ nach Grenzen, die nicht die ganze Zeit galten: Wo ihre Zahlen und Verzögerungen von den Messwerten abweichen, ist das ein Hinweis`,
  'mail-figures-open': ({ route }) =>
    `enthält Zahlen der Strecke „${route}“, die von Mails abhängen, über die die Messwerte hier nicht entscheiden`,
  'mail-delay-open': ({ route, delay }) =>
    `nennt die Verzögerung ${delay} der Strecke „${route}“ anders als die Messwerte hier allein, die ihren Beginn, ihr Ende oder eine Mail von ihr nicht zeigen`,
  'statement-differs': ({ statement, figure, said, computed }) =>
    `gibt für ${figure} der Angaben ${statement} des Anbieters ${said} an; im Protokoll und im Text, dessen Hash es enthält, steht ${computed}`,
  'statement-unreadable': ({ why }) => `ist kein Text mit Angaben des Anbieters: ${why}`,
  'comparison-differs': ({ statement, figure, said, computed }) =>
    `gibt für ${figure} der Angaben ${statement} des Anbieters mit der Messung ${said} an, aus ihrem Text und den Messwerten folgt ${computed}`,
  'statement-not-shown': ({ statement, entry }) =>
    `enthält die Angaben ${statement} des Anbieters nicht (Eintrag ${entry} des Protokolls): Sie betreffen eine andere Zeit oder sind weggelassen`,
  'bound-not-there': ({ outage, bound, segment, sequence }) =>
    `nennt für ${bound} des Ausfalls ${outage} Abschnitt ${segment}, Messzyklus ${sequence}; dort steht kein solcher Messwert`,
  'bound-not-beside': ({ outage, bound, segment, sequence }) =>
    `nennt für ${bound} des Ausfalls ${outage} Abschnitt ${segment}, Messzyklus ${sequence}; das ist keine Antwort gleich neben einem Verlust`,
  'bound-off-clock': ({ outage, bound, segment, sequence, offByMs }) =>
    `legt ${bound} des Ausfalls ${outage} ${offByMs} ms neben das, was die abgeglichene Uhr in Abschnitt ${segment}, Messzyklus ${sequence} sagt`,
  'reply-inside': ({ outage, segment, sequence, target }) =>
    `nennt den Ausfall ${outage}, in dem ${target} geantwortet hat (Abschnitt ${segment}, Messzyklus ${sequence})`,
  'bounds-unchecked': ({ entries }) =>
    `nennt Ausfälle eines Anschlusses, der so viel verlor, dass nur die ersten ${entries} Verluste einzeln angesehen wurden`,
  'not-recomputed': () => 'lässt sich aus dem, was hier vorliegt, nicht nachrechnen',
  'boot-offset-contradicted': ({ bootId, offsetMs }) =>
    `legt den Gerätestart ${bootId} auf einen Uhrenstand von ${offsetMs} ms, seine Messzyklen zeigen eine andere Zeit`,
  'boot-offset-unconfirmed': ({ bootId, offsetMs }) =>
    `legt den Gerätestart ${bootId} auf einen Uhrenstand von ${offsetMs} ms, den hier kein abgeglichener Messzyklus bestätigt`,
};
