import { signal } from '@preact/signals';

/** Whether the last request was answered. The frame shows a notice while it was not. */
export const isConnected = signal(true);

/** Follows what the browser says; a request that is answered says more. */
export function watchConnection(): void {
  addEventListener('offline', () => {
    isConnected.value = false;
  });
  addEventListener('online', () => {
    isConnected.value = true;
  });
}
