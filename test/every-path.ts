/** What may stand for each parameter (`:line`) of a route; for others a few words. */
export type Choices = Readonly<Record<string, readonly string[]>>;

/** The path of every GET route with every choice for its parameters. */
export function everyPath(routes: readonly { method: string; path: string }[], choices: Choices): string[] {
  const patterns = new Set(routes.filter(({ method }) => method === 'GET').map(({ path }) => path));
  return [...patterns].filter((path) => !path.includes('*')).flatMap((path) => filled(path, choices));
}

function filled(pattern: string, choices: Choices): string[] {
  // its name, and the expression that it must match
  const [parameter, name = ''] = /(:[a-z]+)(\{(?:[^{}]|\{[^{}]*\})*\})?/i.exec(pattern) ?? [];
  if (parameter === undefined) return [pattern];
  const values = choices[name] ?? ['home', '1', 'nonsense'];
  return values.flatMap((value) => filled(pattern.replace(parameter, value), choices));
}
