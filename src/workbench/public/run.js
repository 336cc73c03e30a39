/** "Process again", and the refresh of the list while the service is processing: at other times the page is still. */
import { getStatus, postProcess } from './api.js';
import { problemOf } from './parts.js';
import { resultOf } from './rows.js';

/** Often enough to see progress, seldom enough that a long list costs the service nothing. */
const REFRESH_MS = 2000;

/**
 * @typedef {object} RunParts
 * @property {HTMLElement} button
 * @property {HTMLElement} working
 * @property {(words: string) => void} say
 * @property {() => Promise<void>} refresh Called again and again during a run.
 * @property {() => void} finished Called once, after a run.
 * @property {(status: Record<string, unknown>) => void} status
 */

export class Run {
  /** @type {RunParts} */ #parts;
  /** Ends when our own request has ended. @type {Promise<void> | undefined} */ #posted;
  #watching = false;

  /** @param {RunParts} parts */
  constructor(parts) {
    this.#parts = parts;
    parts.button.addEventListener('click', () => this.#start());
  }

  /** Follows a run, ours or one the service began, to its end. */
  async watch() {
    if (this.#watching) return;
    this.#watching = true;
    let seen = false;
    while (await this.#busy()) {
      seen = true;
      this.#show(true);
      await this.#parts.refresh();
      await Promise.race([pause(), ...(this.#posted ? [this.#posted] : [])]);
    }
    this.#watching = false;
    this.#show(false);
    if (seen) this.#parts.finished();
  }

  #start() {
    if (this.#posted || this.#parts.button.getAttribute('aria-disabled') === 'true') return;
    this.#parts.say('Processing the finished encounters…');
    this.#posted = this.#post();
    this.#show(true);
    void this.watch();
  }

  async #post() {
    try {
      this.#parts.say(resultOf((await postProcess()).counts));
    } catch (error) {
      const { title, code } = problemOf(error);
      this.#parts.say(`Not processed: ${title} (${code})`);
    }
    this.#posted = undefined;
  }

  async #busy() {
    const answer = await getStatus().catch(() => undefined);
    if (answer) this.#parts.status(answer);
    return this.#posted !== undefined || answer?.processing === true;
  }

  /** @param {boolean} working */
  #show(working) {
    const { button } = this.#parts;
    this.#parts.working.hidden = !working;
    // Not `disabled`: that would throw the keyboard's focus away.
    button.setAttribute('aria-disabled', String(working));
    button.textContent = working ? 'Processing…' : 'Process again';
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, REFRESH_MS));
