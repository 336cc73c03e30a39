/** Asks every request for what its route needs: a bearer token (RFC 6750) with the SMART scope of the permission table. */
import type { Request, RequestHandler, Response } from 'express';
import type { JWTPayload } from 'jose';
import { lettersFor, type SmartScope, smartScope } from '../../fhir/index.ts';
import { ClaimwrightError, type Clock } from '../../kernel/index.ts';
import { permissionOf, type ScopeLetter } from './permissions.ts';
import { ACCESS_ALGORITHMS, denied, type TrustedIssuer, verifyToken } from './verify.ts';

export interface SmartIssuer extends TrustedIssuer {
  /** Where its tokens are asked for. */
  readonly tokenUrl: string;
}

export interface AccessRules {
  readonly issuers: readonly SmartIssuer[];
  readonly audience: readonly string[];
}

/** Who asks, for whatever records who did what. */
export interface Caller {
  readonly issuer: string;
  readonly subject: string;
}

export function authenticate(rules: AccessRules, clock: Clock): RequestHandler {
  return async (request, response, next) => {
    const needs = permissionOf(request.method, request.path);
    // Those routes ask for proofs of their own.
    if (needs && needs.kind !== 'scope') return next();
    const token = bearerOf(request, response);
    const payload = await verifyToken(token, {
      ...{ ...rules, clock },
      algorithms: ACCESS_ALGORITHMS,
      required: ['sub'],
    }).catch((fault: unknown) => {
      challenge(response, fault, 'invalid_token');
      throw fault;
    });
    // Whoever may ask something is told what there is not; nobody else is.
    response.locals.scopes = scopesOf(payload);
    if (needs?.kind === 'scope') demandScope(response, needs.type, needs.letter);
    response.locals.caller = callerOf(payload);
    next();
  };
}

const callerOf = (payload: JWTPayload): Caller => ({
  issuer: payload.iss ?? '',
  subject: payload.sub ?? '',
});

/** In the header alone (RFC 6750 §2.1): a token in an address ends in logs. */
export function bearerOf(request: Request, response: Response): string {
  const token = /^Bearer +([^\s]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token !== undefined) return token;
  response.setHeader('WWW-Authenticate', 'Bearer');
  throw denied('send it as Authorization: Bearer');
}

function challenge(response: Response, fault: unknown, error: string): void {
  if (fault instanceof ClaimwrightError && fault.definition.status < 500) {
    response.setHeader('WWW-Authenticate', `Bearer error="${error}"`);
  }
}

/** Throws CW-1102 unless the caller's scopes give the letter for the type; routes ask it of what comes along. */
export function demandScope(response: Response, type: string, letter: ScopeLetter): void {
  const { scopes = [] } = response.locals as { readonly scopes?: readonly SmartScope[] };
  if (lettersFor(scopes, type, letter) === letter) return;
  const named = /^[A-Za-z]{1,64}$/.test(type) ? `system/${type}.${letter}` : 'what it asks';
  const fault = new ClaimwrightError('CW-1102', { scope: named });
  challenge(response, fault, 'insufficient_scope');
  throw fault;
}

/**
 * RFC 9068 has `scope` as one text, some issuers a list, others `scp`. Patient scopes and narrowed ones give nothing
 * here: this service has no compartment to hold them to, and taking them for more would open everybody's record.
 */
export function scopesOf({ scope, scp }: JWTPayload): readonly SmartScope[] {
  return [scope, scp]
    .flat()
    .flatMap((text) => (typeof text === 'string' ? text.split(' ') : []))
    .flatMap((text) => smartScope(text) ?? [])
    .filter((s) => s.context !== 'patient' && !s.narrowed);
}
