/** Each failure in one sentence, by code and status, and never in the server's words. */
import { describe, expect, it } from 'vitest';
import { explained } from '../../../src/ehr/check/explain.ts';
import { Refusal } from '../../../src/ehr/http/refusal.ts';
import { ClaimwrightError } from '../../../src/kernel/index.ts';

const away = (detail: string) => new ClaimwrightError('CW-2002', { detail: `${detail}; tries: 2` });
const refusal = (status: number) =>
  new Refusal(status, 'GET Condition?patient=', {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'forbidden', diagnostics: 'Jane Canary' }],
  });

describe('a fault', () => {
  it.each([
    ['ENOTFOUND', /name of the server is not known/],
    ['EAI_AGAIN', /name of the server is not known/],
    ['CERT_HAS_EXPIRED', /certificate/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /certificate/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /certificate/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /certificate/],
    ['timeout', /did not answer in time/],
    ['UND_ERR_CONNECT_TIMEOUT', /did not answer in time/],
    ['ECONNREFUSED', /nothing listens/],
    ['ECONNRESET', /cut in the middle/],
    ['cut answer', /cut in the middle/],
    ['EHOSTUNREACH', /no way to its network/],
    ['status 429', /fewer requests/],
    ['status 503', /in trouble \(503\)/],
    ['something new', /did not answer \(something new\)/],
  ])('%s', (detail, sentence) => {
    expect(explained(away(detail))).toMatch(sentence);
  });

  it.each([
    [302, /redirects elsewhere/],
    [400, /refuses the search/],
    [401, /did not believe the token/],
    [404, /nothing at this address/],
    [405, /does not offer/],
    [406, /application\/fhir\+json/],
    [418, /answered 418/],
    [501, /does not offer/],
  ])('%i', (status, sentence) => {
    const said = explained(refusal(status), 'Condition');
    expect(said).toMatch(sentence);
    expect(said).not.toMatch(/Canary|\.$/);
  });

  it('403 names the scope to ask for', () => {
    expect(explained(refusal(403), 'Condition')).toContain('system/Condition.rs');
    expect(explained(refusal(403))).toContain('does not allow it');
  });

  it.each([
    [new ClaimwrightError('CW-2005', { interaction: 'GET metadata' }), /login page/],
    [new ClaimwrightError('CW-2004'), /outside the base URL/],
    [new ClaimwrightError('CW-2006', { interaction: 'x', limit: 3 }), /never came to an end/],
    [new ClaimwrightError('CW-2101', { detail: 'status 400, invalid_client' }), /not registered/],
    [new ClaimwrightError('CW-2101', { detail: 'status 400, invalid_scope' }), /a scope/],
    [new ClaimwrightError('CW-2101', { detail: 'status 401, unauthorized_client' }), /Backend Services/],
    [new ClaimwrightError('CW-2101', { detail: 'status 500' }), /gave no token \(status 500\)/],
    [new ClaimwrightError('CW-2103', { what: 'token endpoint' }), /add it to hosts/],
    [new ClaimwrightError('CW-5001', { detail: 'a key' }), /configuration is not valid: a key$/],
    [new TypeError('Jane Canary'), /^it failed on our side$/],
  ])('%s', (fault, sentence) => {
    expect(explained(fault)).toMatch(sentence);
  });
});
