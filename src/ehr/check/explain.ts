/** Each way in which an EHR may fail, in one sentence for the one who can mend it: by code and status, never by the server's words. */
import { ClaimwrightError } from '../../kernel/index.ts';
import { Refusal } from '../http/refusal.ts';

/** Without a full stop. `type`: the R4 type that was asked for. */
export function explained(fault: unknown, type?: string): string {
  if (fault instanceof Refusal) return refused(fault, type);
  if (!(fault instanceof ClaimwrightError)) return 'it failed on our side';
  const said = EXPLAINED.get(fault.code);
  if (said) return said;
  const detail = /\(([^();]{1,80})/.exec(fault.message)?.[1] ?? '';
  if (fault.code === 'CW-2002') return unreachable(detail);
  if (fault.code === 'CW-2101') return noToken(detail);
  return fault.message.replace(/\.$/, '');
}

const EXPLAINED: ReadonlyMap<string, string> = new Map([
  [
    'CW-2004',
    'the link to the next page leads outside the base URL, often because a proxy rewrites addresses',
  ],
  [
    'CW-2005',
    'the answer is no FHIR JSON, such as the HTML of a login page: the base URL may not be the API’s',
  ],
  ['CW-2006', 'the pages never came to an end'],
  [
    'CW-2103',
    'the authorization server is not encrypted or on a host that the connection does not name: add it to hosts',
  ],
]);

function refused({ status, issues, reason }: Refusal, type: string | undefined): string {
  const words = REFUSED.get(status);
  if (status === 403 && type !== undefined)
    return `the token does not allow it (403): ask for the scope system/${type}.rs, or have it approved`;
  if (words) return `${words} (${status}${issues.length > 0 ? `, ${issues.join(', ')}` : ''})`;
  if (status >= 300 && status < 400)
    return `it redirects elsewhere, often to a login page (${status}): the base URL may not be the API’s`;
  return reason;
}

const REFUSED: ReadonlyMap<number, string> = new Map([
  [200, 'it answers with an error instead of a list'],
  [400, 'it refuses the search as it is asked, such as one that names no patient'],
  [401, 'it did not believe the token: the client may not be registered, or the token has run out'],
  [403, 'the token does not allow it'],
  [404, 'it has nothing at this address: the base URL or the type may be another'],
  [405, 'it does not offer this interaction'],
  [406, 'it does not speak application/fhir+json'],
  [410, 'it was deleted'],
  [415, 'it does not speak application/fhir+json'],
  [422, 'it refuses the search parameters'],
  [501, 'it does not offer this interaction'],
]);

const DNS: readonly string[] = ['ENOTFOUND', 'EAI_AGAIN', 'ENODATA'];
const TLS = /^(?:CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO|CRL_)/;
const LATE: readonly string[] = [
  'timeout',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
];
const CUT: readonly string[] = [
  'ECONNRESET',
  'UND_ERR_SOCKET',
  'EPIPE',
  'TypeError',
  'terminated',
  'cut answer',
];

function unreachable(detail: string): string {
  if (DNS.includes(detail)) return `the name of the server is not known here (DNS, ${detail})`;
  if (TLS.test(detail)) return `the certificate of the server cannot be trusted (TLS, ${detail})`;
  if (LATE.includes(detail)) return `it did not answer in time (${detail})`;
  if (detail === 'ECONNREFUSED') return 'nothing listens at its address (ECONNREFUSED)';
  if (['EHOSTUNREACH', 'ENETUNREACH'].includes(detail)) return `there is no way to its network (${detail})`;
  if (CUT.includes(detail)) return `the connection was cut in the middle of the answer (${detail})`;
  if (detail === 'status 429') return 'it asks for fewer requests (429)';
  if (detail.startsWith('status 5'))
    return `it is overloaded or in trouble (${detail.slice('status '.length)})`;
  return `it did not answer (${detail})`;
}

function noToken(detail: string): string {
  if (detail.includes('invalid_client'))
    return 'it gave no token: the client or its public key is not registered there (invalid_client)';
  if (detail.includes('invalid_scope')) return 'it gave no token: it does not know a scope (invalid_scope)';
  if (detail.includes('unauthorized_client'))
    return 'it gave no token: the client may not use Backend Services (unauthorized_client)';
  return `it gave no token (${detail})`;
}
