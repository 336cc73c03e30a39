/** The background reads of a connection – polls, notifications, exports – recorded as the reads of its charts are: one event for a listing. */
import type { EhrLink } from '../../ehr/index.ts';
import type { EhrAudit } from './audited-ehr.ts';

export interface AuditedLink {
  readonly link: EhrLink;
  /** For what is read past the pages of a search: await it before anything of it is handed on. */
  readonly listed: (query: string) => Promise<void>;
}

/** Of a type that says nothing of patients nothing is recorded. */
const OWN: ReadonlySet<string> = new Set(['Subscription']);

export function auditedLink(link: EhrLink, { trail, clock, self }: EhrAudit): AuditedLink {
  const listed = (query: string): Promise<void> =>
    trail.append([
      {
        recorded: clock.now(),
        interaction: 'search',
        data: [],
        query: `GET ${query}`.slice(0, LONGEST),
        client: self,
        server: { name: link.id, address: link.base.url },
        observer: 'client',
      },
    ]);
  return {
    listed,
    link: {
      ...link,
      async *pages(type, params) {
        if (!OWN.has(type)) await listed(`${type}?${queryOf(params)}`);
        yield* link.pages(type, params);
      },
    },
  };
}

/** As long as what is kept of a query that was asked of us. */
const LONGEST = 2000;

const queryOf = (params: Parameters<EhrLink['pages']>[1]): string =>
  Object.entries(params)
    .flatMap(([name, values]) => [values].flat().map((value) => `${name}=${value}`))
    .join('&');
