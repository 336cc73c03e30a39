/** "Process again", and the refresh of the list while the service is processing: at other times the page is still. */
import { getStatus, postProcess } from './api.js';
import { problemOf } from './parts.js';
import { resultOf } from './rows.js';

/** Often enough to see progress, seldom enough that a list of thousands costs the service nothing. */
const REFRESH_MS = 2000;

/**
 * @param {{ button: HTMLButtonElement, working: HTMLElement, say: (words: string) => void,
 *   refresh: () => Promise<void>, finished: () => void, status: (status: Record<string, unknown>) => void }} on
 */
export function createRun({ button, working, say, refresh, finished, status }) {
  let posting = false;
  let watching = false;

  /** @param {boolean} is */
  const showWorking = (is) => {
    working.hidden = !is;
    // Not `disabled`: that would throw the keyboard's focus away.
    button.setAttribute('aria-disabled', String(is));
    button.textContent = is ? 'Processing…' : 'Process again';
  };

  const busy = async () => {
    const answer = await getStatus().catch(() => undefined);
    if (answer) status(answer);
    return posting || answer?.processing === true;
  };

  /** Follows a run, ours or another's, to its end. */
  const watch = async () => {
    if (watching) return;
    watching = true;
    let seen = false;
    while (await busy()) {
      seen = true;
      showWorking(true);
      await refresh();
      await pause(REFRESH_MS);
    }
    watching = false;
    showWorking(false);
    if (seen) finished();
  };

  const start = async () => {
    if (posting || button.getAttribute('aria-disabled') === 'true') return;
    posting = true;
    showWorking(true);
    say('Processing the finished encounters…');
    const watched = watch();
    try {
      say(resultOf((await postProcess()).counts));
    } catch (error) {
      const { title, code } = problemOf(error);
      say(`Not processed: ${title} (${code})`);
    } finally {
      posting = false;
    }
    await watched;
  };

  button.addEventListener('click', () => void start());
  return { watch };
}

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
