/** FHIR `Claim/$submit` (R4 claim-operation-submit.html): each Claim with what it refers to in a Bundle; the answer is a ClaimResponse. */
import type { ClaimResponse } from '../../fhir/index.ts';
import { ClaimwrightError, parseJson } from '../../kernel/index.ts';
import type { Payload } from '../model.ts';
import type { Channel } from './channel.ts';
import { allowedAddress, type PostOptions, post } from './post.ts';

export interface SubmitOptions extends Omit<PostOptions, 'url'> {
  readonly baseUrl: string;
  /** Told of each ClaimResponse; the batch counts as delivered only when it has resolved. */
  readonly answered?: (response: ClaimResponse, payload: Payload) => Promise<void>;
}

export function fhirSubmitChannel(id: string, options: SubmitOptions): Channel {
  const url = `${options.baseUrl.replace(/\/+$/, '')}/Claim/$submit`;
  const headers = async (): Promise<Readonly<Record<string, string>>> => ({
    accept: 'application/fhir+json',
    ...(await options.headers?.()),
  });
  allowedAddress({ ...options, url });
  return {
    id,
    deliver: async ({ payloads }) => {
      const answers = [];
      for (const payload of payloads) {
        const { text } = await post(payload, { ...options, url, headers });
        const response = claimResponse(text, payload);
        await options.answered?.(response, payload);
        answers.push({ sha256: payload.sha256, answer: response.outcome });
      }
      return { channel: id, at: options.clock.now(), payloads: answers };
    },
  };
}

function claimResponse(text: string, payload: Payload): ClaimResponse {
  const answer = parsed(text) as { resourceType?: unknown; outcome?: unknown } | undefined;
  const sound = answer?.resourceType === 'ClaimResponse' && OUTCOMES.has(String(answer.outcome));
  if (!sound)
    throw new ClaimwrightError('CW-7002', { what: payload.name, detail: 'the answer is no ClaimResponse' });
  return answer as ClaimResponse;
}

const OUTCOMES: ReadonlySet<string> = new Set(['queued', 'complete', 'error', 'partial']);

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
