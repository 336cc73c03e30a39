/** What a server says it can search (R4 capabilitystatement.html), taken as a hint: many say less than they do. */
import { CapabilityTool, type Client } from 'fhir-kit-client';
import { ClaimwrightError } from '../../kernel/index.ts';

export interface Capability {
  /** False only when the server lists the type's search parameters (or types) and this one is not among them. */
  lists(type: string, parameter: string): boolean;
}

const UNKNOWN: Capability = { lists: () => true };

/** A server without a CapabilityStatement is asked for everything; one that cannot be reached is told as such. */
export async function readCapability(client: Client): Promise<Capability> {
  try {
    const statement = await client.capabilityStatement();
    return statement.resourceType === 'CapabilityStatement' && Array.isArray(statement.rest)
      ? capability(new CapabilityTool(statement))
      : UNKNOWN;
  } catch (fault) {
    if (fault instanceof ClaimwrightError && fault.code !== 'CW-2002') return UNKNOWN;
    throw fault;
  }
}

function capability(tool: CapabilityTool): Capability {
  const listed = tool.serverCapabilities()?.resource;
  if (!Array.isArray(listed) || listed.length === 0) return UNKNOWN;
  return {
    lists(type, parameter) {
      const resource = listed.find((r) => r?.type === type);
      if (!resource) return false;
      const { interaction, searchParam } = resource;
      const searches = !Array.isArray(interaction) || interaction.some((i) => i?.code === 'search-type');
      if (!searches) return false;
      return (
        !Array.isArray(searchParam) ||
        searchParam.length === 0 ||
        searchParam.some((p) => p?.name === parameter)
      );
    },
  };
}
