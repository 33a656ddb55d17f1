import { Refused } from '../manage/refused.ts';

const unsafe = /^(POST|PUT|PATCH|DELETE)$/;
const loopback = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * What a browser sends along by itself, a cookie, counts only for what our own pages ask. So requests that change
 * something must say that they come from one (`Origin`, or `Sec-Fetch-Site` where there is none), and be of a kind
 * that a foreign page cannot send unasked: JSON. Throws `Refused`.
 */
export function refuseCrossSite(request: Request, publicUrl: string): void {
  if (!unsafe.test(request.method)) return;
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  const ours = origin === null ? site === 'same-origin' : isOurs(origin, request, publicUrl);
  if (!ours || (site !== null && site !== 'same-origin')) throw foreign();
  refuseOtherThanJson(request);
}

/** For requests without a cookie that give one: a foreign page must not sign somebody in. Throws `Refused`. */
export function refuseForeignOrigin(request: Request, publicUrl: string): void {
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  const isForeign = origin !== null && !isOurs(origin, request, publicUrl);
  if (isForeign || (site !== null && site !== 'same-origin')) throw foreign();
  refuseOtherThanJson(request);
}

/** The origin of PUBLIC_URL, or this machine's own when it is asked under such a name. */
function isOurs(origin: string, request: Request, publicUrl: string): boolean {
  return origin === publicUrl || (loopback.test(origin) && origin === new URL(request.url).origin);
}

/** Types for which a browser asks us before it lets a foreign page send them, unlike those of forms. */
const askedFirst = /^(application\/json|image\/(png|jpeg|webp|svg\+xml))$/;

function refuseOtherThanJson(request: Request): void {
  const type = (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const length = request.headers.get('content-length') ?? '0';
  const bodiless = length === '0' && !request.headers.has('transfer-encoding');
  const empty = request.method === 'DELETE' && type === '' && bodiless;
  const overridden = request.headers.has('x-http-method-override');
  if ((askedFirst.test(type) || empty) && !overridden) return;
  throw new Refused({
    fault: 'forbidden',
    code: 'request.not_json',
    message: 'Send this as application/json. Forms are for scripts with a token.',
  });
}

function foreign(): Refused {
  return new Refused({
    fault: 'forbidden',
    code: 'request.cross_site',
    message: 'This request does not come from our own pages.',
  });
}
