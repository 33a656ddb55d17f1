import { statusShapes } from './statusShapes.ts';

/** The shapes of all statuses, drawn once and used by reference. */
export function IconShapes() {
  return (
    <>
      {Object.entries(statusShapes).map(([status, { outline, mark }]) => (
        <symbol key={status} id={`i-${status}`} viewBox="0 0 16 16">
          {outline === '' ? (
            <circle class="ring" cx="8" cy="8" r="6.8" />
          ) : (
            <>
              <path d={outline} />
              <path class="mark" d={mark} />
            </>
          )}
        </symbol>
      ))}
    </>
  );
}
