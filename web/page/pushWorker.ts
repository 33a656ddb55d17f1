import { pushMemory, subscribingBrowserPath } from './paths.ts';

/** What this worker has of its scope; the types of a page do not know workers. */
declare const self: {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { openWindow(url: string): Promise<unknown> };
  addEventListener(
    type: 'push',
    listener: (event: Waiting & { readonly data: PushData | null }) => void,
  ): void;
  addEventListener(
    type: 'notificationclick',
    listener: (event: Waiting & { readonly notification: Notification }) => void,
  ): void;
  addEventListener(type: 'pushsubscriptionchange', listener: (event: Waiting) => void): void;
};
type Waiting = { waitUntil(work: Promise<unknown>): void };
type PushData = { json(): { readonly title: string; readonly body: string; url: string; tag: string } };

/** Shows what the server tells a browser. Of one incident there is one notification: a later one takes its place. */
self.addEventListener('push', (event) => {
  if (!event.data) return;
  const { title, body, url, tag } = event.data.json();
  // A notification leads to this site and nowhere else.
  const options = { body, tag, renotify: true, data: new URL(url).pathname };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data));
});

/** The service behind a browser gave it another address. */
self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(renew());
});

/** Keeps what was chosen. When the browser may notify no longer, the server forgets it. */
async function renew(): Promise<void> {
  const memory = await caches.open(pushMemory);
  const kept = await memory.match(subscribingBrowserPath);
  if (!kept) return;
  const { key, subscription: replaces } = await kept.json();
  const subscription = await self.registration.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: key })
    .catch(() => null);
  await fetch(subscribingBrowserPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(
      subscription ? { wants: 'on', subscription, replaces } : { wants: 'off', subscription: replaces },
    ),
  });
  if (subscription) await memory.put(subscribingBrowserPath, Response.json({ key, subscription }));
  else await caches.delete(pushMemory);
}
