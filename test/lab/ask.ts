/** How something is asked for: a GET, or with a `form` a POST of it. Redirects are not followed. */
export type Asked = { headers: Record<string, string>; form: string | null };
/** `cookie` as the browser would send it back; null: none was set. */
export type Answered = { status: number; body: string; cookie: string | null };

/** Asks once, at most 15 s; rejects where nothing answers. */
export async function ask(url: string, { headers = {}, form = null }: Partial<Asked> = {}): Promise<Answered> {
  const sent =
    form === null ? {} : { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(url).origin };
  const response = await fetch(url, {
    method: form === null ? 'GET' : 'POST',
    headers: { ...sent, ...headers },
    body: form,
    redirect: 'manual',
    signal: AbortSignal.timeout(60_000),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? null;
  return { status: response.status, body: await response.text(), cookie };
}
