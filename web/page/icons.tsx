import { type BarStatus, statusWord } from './words.ts';

/** Each status has a shape of its own, so that colour is never the only sign. Drawn once, used by reference. */
export function IconShapes() {
  return (
    <>
      <symbol id="i-operational" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="8" />
        <path class="mark" d="M4.6 8.3 7 10.7l4.4-5" />
      </symbol>
      <symbol id="i-under_maintenance" viewBox="0 0 16 16">
        <path d="M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0" />
        <path class="mark" d="M4.5 5.5h7M4.5 8h7M4.5 10.5h7" />
      </symbol>
      <symbol id="i-degraded_performance" viewBox="0 0 16 16">
        <path d="M8 .2 15.8 8 8 15.8.2 8z" />
        <path class="mark" d="M4.9 8h6.2" />
      </symbol>
      <symbol id="i-partial_outage" viewBox="0 0 16 16">
        <rect width="16" height="16" rx="3.5" />
        <path class="mark" d="M8 3.6v5.2M8 12v.4" />
      </symbol>
      <symbol id="i-major_outage" viewBox="0 0 16 16">
        <path d="M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7z" />
        <path class="mark" d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6" />
      </symbol>
      <symbol id="i-unknown" viewBox="0 0 16 16">
        <circle class="ring" cx="8" cy="8" r="6.8" />
      </symbol>
    </>
  );
}

export function Icon({ status }: { status: BarStatus }) {
  return (
    <svg class="icon" aria-hidden="true">
      <use href={`#i-${status}`} />
    </svg>
  );
}

/** A status in shape, colour and word. */
export function StatusMark({ status }: { status: BarStatus }) {
  return (
    <span class={`status ${status}`}>
      <Icon status={status} />
      {statusWord[status]}
    </span>
  );
}
