/** Wires the check of one connection: the configured ones, or the sandbox's own where there is none. */
import { composeEhr, composeValidator } from './compose.ts';
import { composeConnections, hasEhr, type Way } from './compose-connections.ts';
import { checkEhr, type Readiness } from './ehr/index.ts';
import { ClaimwrightError, type Clock } from './kernel/index.ts';
import type { Config } from './ops/index.ts';

export interface CheckAsked {
  /** Needed only where several are configured. */
  readonly connection?: string | undefined;
  readonly samples: number;
  readonly encounters?: readonly string[] | undefined;
}

/** Throws CW-1007 for a connection that is not configured. */
export async function composeEhrCheck(config: Config, clock: Clock, asked: CheckAsked): Promise<Readiness> {
  const { samples, encounters: named } = asked;
  if (hasEhr(config)) {
    const way = chosen((await composeConnections(config, clock)).ways, asked.connection);
    return checkEhr({ ...way, validator: composeValidator(), samples, named });
  }
  if (asked.connection !== undefined && asked.connection !== 'sandbox')
    throw unknown(asked.connection, ['sandbox']);
  const { ehr, sandbox, worklist: only } = await composeEhr({ ...config, sandboxPort: 0 }, clock);
  try {
    const options = { id: ehr.id, baseUrl: ehr.baseUrl, clock };
    return await checkEhr({ options, auth: 'none', validator: composeValidator(), samples, named, only });
  } finally {
    await sandbox?.close();
  }
}

function chosen(ways: readonly Way[], name: string | undefined): Way {
  const ids = ways.map((w) => w.options.id);
  if (name === undefined && ways.length > 1) {
    const detail = `name one of ${ids.join(', ')}`;
    throw new ClaimwrightError('CW-1003', { where: 'The connection', detail });
  }
  const way = ways.find((w) => name === undefined || w.options.id === name);
  if (!way) throw unknown(name ?? '', ids);
  return way;
}

const unknown = (name: string, ids: readonly string[]): ClaimwrightError =>
  new ClaimwrightError('CW-1007', {
    what: `connection ${JSON.stringify(name)}; configured: ${ids.join(', ')};`,
  });
