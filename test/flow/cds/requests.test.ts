/** CDS Hooks requests: the corpus by its names, and what no EHR should send. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCdsRequest } from '../../../src/flow/index.ts';
import { describeWithShared } from '../../support/shared.ts';

describeWithShared('the CDS Hooks corpus', ['corpora/cds-hooks'], (folder = '') => {
  const files = ['.', 'cdshooks'].flatMap((f) => readdirSync(join(folder, f)).map((n) => join(f, n)));
  const requests = files.filter((f) => /request-.*\.json$/.test(f));
  const read = (file: string) => readCdsRequest(JSON.parse(readFileSync(join(folder, file), 'utf8')));

  it('has good and bad requests', () => {
    expect(requests.filter((f) => f.includes('-good'))).toHaveLength(4);
    expect(requests.filter((f) => f.includes('-bad'))).toHaveLength(4);
  });

  it.each(requests.filter((f) => !f.includes('-bad')))('%s is accepted', (file) => {
    expect(read(file)).toHaveProperty('hookInstance');
  });

  it.each(requests.filter((f) => f.includes('-bad')))('%s is refused', (file) => {
    expect(() => read(file)).toThrow(/context\.patientId holds an unexpected value/);
  });
});

const PATIENT = { resourceType: 'Patient', id: 'p1' };
const GOOD = {
  hook: 'order-sign',
  hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
  fhirServer: 'https://ehr.example.org/fhir',
  fhirAuthorization: {
    access_token: 'abc.def',
    token_type: 'Bearer',
    expires_in: 300,
    scope: 's',
    subject: 'x',
  },
  context: {
    userId: 'Practitioner/1',
    patientId: 'p1',
    draftOrders: { resourceType: 'Bundle', entry: [] as unknown[] },
  },
  prefetch: { patient: PATIENT, coverages: null } as Record<string, unknown>,
};
const bundle = (...resources: readonly unknown[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
});

describe('a request', () => {
  it('is read', () => {
    expect(readCdsRequest(GOOD, 'order-sign')).toMatchObject({
      hook: 'order-sign',
      accessToken: 'abc.def',
      context: { patientId: 'p1', resources: [] },
    });
  });

  const { context, prefetch } = GOOD;
  it.each<[string, unknown, string]>([
    ['null', null, 'the body'],
    ['a list', [], 'the body'],
    ['another hook', { ...GOOD, hook: 'patient-view' }, 'hook'],
    ['a hook of the prototype', { ...GOOD, hook: 'constructor' }, 'hook'],
    ['no hook', { ...GOOD, hook: undefined }, 'hook'],
    ['no UUID', { ...GOOD, hookInstance: '1' }, 'hookInstance'],
    ['a number for a UUID', { ...GOOD, hookInstance: 1 }, 'hookInstance'],
    ['no context', { ...GOOD, context: undefined }, 'context'],
    ['a context in words', { ...GOOD, context: 'p1' }, 'context'],
    ['a user without a type', { ...GOOD, context: { ...context, userId: '1' } }, 'context.userId'],
    ['a patient of two ids', { ...GOOD, context: { ...context, patientId: ['p1'] } }, 'context.patientId'],
    [
      'a patient that is a path',
      { ...GOOD, context: { ...context, patientId: '../1' } },
      'context.patientId',
    ],
    [
      'an encounter that is a query',
      { ...GOOD, context: { ...context, encounterId: 'e?x=1' } },
      'context.encounterId',
    ],
    ['no orders', { ...GOOD, context: { ...context, draftOrders: undefined } }, 'context.draftOrders'],
    ['orders in a list', { ...GOOD, context: { ...context, draftOrders: [] } }, 'context.draftOrders'],
    [
      'orders of another patient',
      {
        ...GOOD,
        context: {
          ...context,
          draftOrders: bundle({ resourceType: 'ServiceRequest', subject: { reference: 'Patient/p2' } }),
        },
      },
      'context resource 0',
    ],
    ['a server that is a file', { ...GOOD, fhirServer: 'file:///etc/passwd' }, 'fhirServer'],
    ['a token without a server', { ...GOOD, fhirServer: undefined }, 'fhirServer'],
    [
      'a token that ends a header',
      { ...GOOD, fhirAuthorization: { access_token: 'a\r\nb', token_type: 'Bearer' } },
      'fhirAuthorization.access_token',
    ],
    [
      'a token for another patient',
      { ...GOOD, fhirAuthorization: { ...GOOD.fhirAuthorization, patient: 'p2' } },
      'fhirAuthorization.patient',
    ],
    ['a prefetch in a list', { ...GOOD, prefetch: [] }, 'prefetch'],
    ['a prefetch of no resource', { ...GOOD, prefetch: { patient: {} } }, 'prefetch.patient'],
    ['another patient', { ...GOOD, prefetch: { patient: { ...PATIENT, id: 'p2' } } }, 'prefetch.patient'],
    [
      'a coverage of another patient',
      {
        ...GOOD,
        prefetch: {
          ...prefetch,
          coverages: bundle({
            resourceType: 'Coverage',
            beneficiary: { reference: 'https://x/fhir/Patient/p2' },
          }),
        },
      },
      'prefetch.coverages',
    ],
    [
      'an entry of nothing',
      { ...GOOD, prefetch: { coverages: { resourceType: 'Bundle', entry: [null] } } },
      'prefetch.entry[0]',
    ],
    [
      'entries in words',
      { ...GOOD, prefetch: { coverages: { resourceType: 'Bundle', entry: 'x' } } },
      'prefetch.entry',
    ],
    ['an extension that is a list', { ...GOOD, extension: [] }, 'extension'],
  ])('with %s is refused, and it is said where', (_, body, where) => {
    let fault: unknown;
    try {
      readCdsRequest(body, 'order-sign');
    } catch (error) {
      fault = error;
    }
    expect(fault).toMatchObject({ code: expect.stringMatching(/^CW-100[34]$/), expression: where });
  });

  it('needs the encounter where it ends', () => {
    const body = { ...GOOD, hook: 'encounter-discharge' };
    expect(() => readCdsRequest(body)).toThrow('context.encounterId is missing');
  });

  it('with thousands of resources is a load and no request', () => {
    const many = bundle(...Array.from({ length: 2001 }, () => ({ resourceType: 'Observation' })));
    expect(() => readCdsRequest({ ...GOOD, prefetch: { many } })).toThrow('2000 resources');
  });
});
