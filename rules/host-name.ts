/** A name of the DNS that can be asked for, as an owner writes it; without the dot at its end, at most 200 characters. */
export const HOST_NAME = /^(?=.{1,200}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
