/** GET /fhir/metadata: what it lists is served, what is served it lists, and each address it names leads somewhere. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeValidator } from '../../src/compose.ts';
import type { CapabilityStatement, Parameters, ParametersParameter, Resource } from '../../src/fhir/index.ts';
import { chartFromBundle, codeChart, suggestParameters } from '../../src/flow/index.ts';
import { example, examples, NOW, ROOT, raw, startService } from '../support/service.ts';
import { expectSafe, FHIR } from './support.ts';

let service: Awaited<ReturnType<typeof startService>>;
let stated: CapabilityStatement;
beforeAll(async () => {
  service = await startService();
  stated = (await raw(service.url, 'GET', '/fhir/metadata')).json as CapabilityStatement;
});
afterAll(() => service.close());

const rest = () => stated.rest?.[0];
const BASE = 'https://claimwright.dev/fhir/';
const read = async (canonical: string) => raw(service.url, 'GET', `/fhir/${canonical.replace(BASE, '')}`);

describe('the CapabilityStatement', () => {
  it('is R4, of this version, and not kept by a cache', async () => {
    const answer = await raw(service.url, 'GET', '/fhir/metadata');
    expectSafe(answer);
    expect(answer.headers['cache-control']).toBe('no-store');
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(stated).toMatchObject({
      resourceType: 'CapabilityStatement',
      status: 'active',
      kind: 'instance',
      date: NOW.slice(0, 10),
      fhirVersion: '4.0.1',
      format: ['json'],
      software: { name: 'Claimwright', version },
      implementation: { description: expect.any(String) },
    });
    const issues = composeValidator().validate(stated);
    expect(issues.filter((i) => i.severity === 'error')).toEqual([]);
  });

  it('lists what the service is for', () => {
    const does = (type: string) => {
      const listed = rest()?.resource?.find((r) => r.type === type);
      return [
        ...(listed?.interaction ?? []).map((i) => i.code),
        ...(listed?.operation ?? []).map((o) => `$${o.name}`),
      ];
    };
    expect(does('Encounter')).toEqual(['$suggest-codes']);
    const kept = ['read', 'vread', 'history-instance', 'history-type', 'search-type'];
    expect(does('Claim')).toEqual([...kept, '$validate', '$submit']);
    for (const type of ['ClaimResponse', 'PaymentReconciliation', 'Provenance', 'Task', 'AuditEvent'])
      expect([type, does(type)]).toEqual([type, kept]);
    expect([does('OperationDefinition'), does('StructureDefinition')]).toEqual([['read'], ['read']]);
    expect(rest()?.operation?.map((o) => o.name)).toContain('suggest-codes');
    expect(rest()?.interaction).toBeUndefined();
    const types = rest()?.resource?.map((r) => r.type) ?? [];
    expect(new Set(types).size).toBe(types.length);
  });

  it('lists an operation where one answers, and nowhere else', async () => {
    const operations =
      'suggest-codes validate validate-code lookup expand subsumes translate submit everything'.split(' ');
    const system = (rest()?.operation ?? []).map((o) => o.name);
    for (const name of operations)
      expect([name, await isOperation(`/fhir/$${name}`)]).toEqual([name, system.includes(name)]);
    for (const type of TYPES) {
      const listed = rest()?.resource?.find((r) => r.type === type)?.operation ?? [];
      for (const name of operations) {
        const served =
          (await isOperation(`/fhir/${type}/$${name}`)) || (await isOperation(`/fhir/${type}/x/$${name}`));
        expect([type, name, served]).toEqual([type, name, listed.some((o) => o.name === name)]);
      }
    }
  });

  it('lists an interaction where one answers, and nowhere else', async () => {
    for (const type of TYPES) {
      const codes =
        rest()
          ?.resource?.find((r) => r.type === type)
          ?.interaction?.map((i) => i.code) ?? [];
      const id = type === 'OperationDefinition' ? 'suggest-codes' : 'claimwright-professional-claim';
      const readable = codes.includes('read');
      expect([type, (await methodsOf(`/fhir/${type}/${id}`)).includes('GET')]).toEqual([type, readable]);
      if (type.endsWith('Definition'))
        expect((await raw(service.url, 'GET', `/fhir/${type}/${id}`)).status).toBe(readable ? 200 : 404);
      const searched = codes.includes('search-type');
      const created = codes.includes('create');
      expect([type, (await raw(service.url, 'GET', `/fhir/${type}`)).status === 404]).toEqual([
        type,
        !searched,
      ]);
      const posted = await raw(service.url, 'POST', `/fhir/${type}`, { headers: FHIR, body: '{}' });
      expect([type, [404, 405].includes(posted.status)]).toEqual([type, !created]);
    }
  });

  it('names definitions of ours that are served under their own address', async () => {
    const named = [
      ...(rest()?.operation ?? []).map((o) => o.definition),
      ...(rest()?.resource ?? []).flatMap((r) => [
        ...(r.supportedProfile ?? []),
        ...(r.operation ?? []).map((o) => o.definition),
      ]),
    ].filter((url) => url?.startsWith(BASE));
    expect(new Set(named).size).toBeGreaterThanOrEqual(2);
    for (const url of named) {
      const answer = await read(url ?? '');
      expect(answer.status).toBe(200);
      expect(answer.json).toMatchObject({ url, status: 'active' });
    }
    // The one that is not ours is HL7's.
    expect(rest()?.resource?.find((r) => r.type === 'Claim')?.operation?.[0]?.definition).toBe(
      'http://hl7.org/fhir/OperationDefinition/Resource-validate',
    );
  });
});

describe('the definitions', () => {
  it('serves every profile and operation of the repository, under its own address', async () => {
    const names = [
      'OperationDefinition/suggest-codes',
      'StructureDefinition/claimwright-professional-claim',
      'StructureDefinition/code-evidence',
      'StructureDefinition/rule-citation',
    ];
    for (const name of names) {
      const { json } = await read(`${BASE}${name}`);
      const file = readFileSync(join(ROOT, 'profiles', `${name.replace('/', '-')}.json`), 'utf8');
      expect(json).toEqual(JSON.parse(file));
    }
  });

  it('resolve what the answers name: extensions of findings', async () => {
    const body = JSON.stringify({ resourceType: 'Claim' });
    const { text } = await raw(service.url, 'POST', '/fhir/Claim/$validate', { headers: FHIR, body });
    const urls = new Set(
      [...text.matchAll(/"url":"(https:\/\/claimwright\.dev\/fhir\/[^"]+)"/g)].map((m) => m[1]),
    );
    expect(urls.size).toBeGreaterThan(0);
    for (const url of urls) expect((await read(url ?? '')).status).toBe(200);
  });
});

const TYPES = [
  ...[
    'Encounter',
    'Claim',
    'OperationDefinition',
    'StructureDefinition',
    'CapabilityStatement',
    'NamingSystem',
  ],
  ...[
    'Patient',
    'Condition',
    'Coverage',
    'Bundle',
    'Parameters',
    'Provenance',
    'ClaimResponse',
    'Practitioner',
  ],
  ...['CodeSystem', 'ValueSet', 'ConceptMap', 'SearchParameter', 'Subscription', 'TerminologyCapabilities'],
];

/** The methods a path has, none where nothing is: as nothing may be deleted, what is there says what else may be done. */
async function methodsOf(path: string): Promise<readonly string[]> {
  const { status, headers } = await raw(service.url, 'DELETE', path);
  expect([404, 405]).toContain(status);
  expect(headers.allow !== undefined).toBe(status === 405);
  return (headers.allow ?? '').split(', ');
}

const isOperation = async (path: string) => (await methodsOf(path)).includes('POST');

interface Defined {
  readonly name: string;
  readonly use: 'in' | 'out';
  readonly min: number;
  readonly max: string;
  readonly type?: string;
  readonly part?: readonly Defined[];
}

describe('$suggest-codes', () => {
  it.each(examples().map((e) => e.slug))(
    '%s: answers only what its OperationDefinition says',
    async (slug) => {
      const definition = (await read(`${BASE}OperationDefinition/suggest-codes`)).json as {
        parameter: Defined[];
      };
      const { bundle, expected } = example(slug);
      const coded = codeChart(chartFromBundle(bundle, 'inline', expected.encounter), service.knowledge);
      const answer: Parameters = suggestParameters(coded);
      const out = definition.parameter.filter((p) => p.use === 'out');
      expect(departures(answer.parameter ?? [], out, 'Parameters')).toEqual([]);
    },
  );
});

/** Where an answer has a part that is not defined, of another type, too often or not at all. */
function departures(
  all: readonly ParametersParameter[],
  defined: readonly Defined[],
  at: string,
): readonly string[] {
  const counts = defined.flatMap(({ name, min, max }) => {
    const n = all.filter((p) => p.name === name).length;
    return n < min || (max !== '*' && n > Number(max)) ? [`${at}.${name}: ${n} of ${min}..${max}`] : [];
  });
  const parts = all.flatMap((p) => {
    const as = defined.find((d) => d.name === p.name);
    if (!as) return [`${at}.${p.name} is not defined`];
    return [...wrongType(p, as, at), ...departures(p.part ?? [], as.part ?? [], `${at}.${p.name}`)];
  });
  return [...counts, ...parts];
}

function wrongType(p: ParametersParameter, { type, part }: Defined, at: string): readonly string[] {
  const value = Object.keys(p).filter((k) => k !== 'name' && k !== 'part');
  const { resource } = p as { resource?: Resource };
  const found = resource ? resource.resourceType : value[0]?.replace('value', '');
  const want = part ? undefined : type?.[0] ? type[0].toUpperCase() + type.slice(1) : type;
  return found === want && value.length <= 1 ? [] : [`${at}.${p.name} is ${found}, not ${want}`];
}
