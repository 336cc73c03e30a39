/** Where secrets of a connection may go: the host of its base URL and the hosts its configuration names, encrypted. */
import { ClaimwrightError } from '../../kernel/index.ts';

export interface AllowedHosts {
  /** The address when it may be asked. Throws CW-2103 when it leads elsewhere or is not encrypted. */
  check(address: unknown, what: string): string;
}

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])$/;

/** `hosts` as in a URL, with the port where it is not the usual one. */
export function allowedHosts(addresses: readonly string[], hosts: readonly string[] = []): AllowedHosts {
  const allowed = new Set([...addresses.flatMap((a) => URL.parse(a)?.host ?? []), ...hosts]);
  return {
    check(address, what) {
      const url = typeof address === 'string' ? URL.parse(address) : null;
      const encrypted = url?.protocol === 'https:' || (url && LOOPBACK.test(url.hostname));
      const plain = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.hash;
      if (!url || !plain || !encrypted || !allowed.has(url.host)) {
        throw new ClaimwrightError('CW-2103', { what });
      }
      return url.href;
    },
  };
}
