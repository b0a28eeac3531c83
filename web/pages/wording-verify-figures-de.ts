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
  'mail-not-recomputed': () => 'nennt Testmails, deren Zahlen hier nicht nachgerechnet werden',
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
