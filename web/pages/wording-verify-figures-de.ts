import type { CodeValues } from '../../rules/journal/bundle/codes.ts';
import type { FIGURE_CODES } from '../../rules/journal/bundle/codes-figures.ts';

/** Findings on what follows from the measurements. */
export const FIGURES_DE: { [C in keyof typeof FIGURE_CODES]: (values: CodeValues<C>) => string } = {
  'figure-differs': ({ figure, said, computed }) =>
    `gibt für ${figure} ${said} an, aus den Messwerten folgt ${computed}`,
  'outage-invented': ({ outage }) => `nennt den Ausfall ${outage}, der nicht aus den Messwerten folgt`,
  'not-recomputed': () => 'lässt sich aus dem, was hier vorliegt, nicht nachrechnen',
  'boot-offset-contradicted': ({ bootId, offsetMs }) =>
    `legt den Gerätestart ${bootId} auf einen Uhrenstand von ${offsetMs} ms, seine Messzyklen zeigen eine andere Zeit`,
  'boot-offset-unconfirmed': ({ bootId, offsetMs }) =>
    `legt den Gerätestart ${bootId} auf einen Uhrenstand von ${offsetMs} ms, den hier kein abgeglichener Messzyklus bestätigt`,
};
