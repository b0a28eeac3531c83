/** Findings on what follows from the rounds: figures, outages, bounds. See codes.ts. */
export const FIGURE_CODES = {
  'figure-differs': {
    kind: 'broken',
    say: ({ figure, said, computed }: { figure: string; said: string | number; computed: string | number }) =>
      `says ${said} for ${figure}, but the rounds give ${computed}`,
  },
} as const;
