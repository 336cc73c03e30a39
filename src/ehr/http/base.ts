/** The base URL of a connection (R4 http.html#root), and what lies inside it. Nothing outside is ever asked. */
import { ClaimwrightError } from '../../kernel/index.ts';

export interface Base {
  /** Without a trailing slash. */
  readonly url: string;
  /** The full URL of a link or reference when it lies inside the base; undefined when it leads elsewhere. */
  inside(link: string): string | undefined;
}

export function baseOf(text: string): Base {
  const base = parsed(text, undefined);
  const usable = base && /^https?:$/.test(base.protocol) && !base.username && !base.search && !base.hash;
  if (!usable)
    throw new ClaimwrightError('CW-5001', { detail: 'the base URL of an EHR is not an http(s) address' });
  const url = base.href.replace(/\/+$/, '');
  const path = new URL(url).pathname.replace(/\/+$/, '');
  return {
    url,
    inside(link) {
      // Compared after parsing, so that `..`, `%2e%2e`, `\` and user@host cannot lead out.
      const target = parsed(link, `${url}/`);
      if (target?.origin !== base.origin || target.username || target.password) return undefined;
      const within = target.pathname === path || target.pathname.startsWith(`${path}/`);
      return within ? target.href : undefined;
    },
  };
}

const parsed = (text: string, against: string | undefined): URL | undefined =>
  URL.parse(text, against) ?? undefined;
