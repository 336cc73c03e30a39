/** What a server says it lets be written (R4 capabilitystatement.html, rest.resource), taken as a hint: many say less than they do. */
import type { Client } from 'fhir-kit-client';
import type { CapabilityStatement } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';

/** Each answer is undefined where the server says nothing about it. */
export interface WriteCapability {
  readonly transactions: boolean | undefined;
  can(type: string, interaction: 'create' | 'update'): boolean | undefined;
  /** If-None-Exist. A server that does not know the header creates a second resource, so silence counts as no. */
  conditionalCreate(type: string): boolean | undefined;
}

export const SAYS_NOTHING: WriteCapability = {
  transactions: undefined,
  can: () => undefined,
  conditionalCreate: () => undefined,
};

/** Throws CW-2002 when the server cannot be reached: what it offers is then not known. */
export async function readWriteCapability(client: Client): Promise<WriteCapability> {
  try {
    const statement = await client.capabilityStatement();
    return statement.resourceType === 'CapabilityStatement'
      ? writeCapability(statement as unknown as CapabilityStatement)
      : SAYS_NOTHING;
  } catch (fault) {
    if (fault instanceof ClaimwrightError && fault.code !== 'CW-2002') return SAYS_NOTHING;
    throw fault;
  }
}

/** It comes from outside: nothing of its shape is taken for granted. */
const listOf = <T>(value: readonly T[] | undefined): readonly T[] => (Array.isArray(value) ? value : []);

function writeCapability(statement: CapabilityStatement): WriteCapability {
  const rest = listOf(statement.rest).find((r) => r?.mode === 'server');
  const listed = listOf(rest?.resource);
  if (listed.length === 0) return SAYS_NOTHING;
  const of = (type: string) => listed.find((r) => r?.type === type);
  const system: unknown = rest?.interaction;
  return {
    transactions: Array.isArray(system) ? system.some((i) => i?.code === 'transaction') : undefined,
    can(type, interaction) {
      const resource = of(type);
      if (!resource) return false;
      const interactions: unknown = resource.interaction;
      return Array.isArray(interactions) ? interactions.some((i) => i?.code === interaction) : undefined;
    },
    conditionalCreate: (type) => of(type)?.conditionalCreate === true,
  };
}
