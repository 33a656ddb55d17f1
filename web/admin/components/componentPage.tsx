import { useState } from 'preact/hooks';
import { lastDays } from '../../../server/domain/calendar.ts';
import { useLive } from '../api/live.ts';
import type { Component, ComponentUptime, OpenImpact } from '../api/shapes.ts';
import { NotFound } from '../frame/notFound.tsx';
import { Title } from '../frame/title.tsx';
import { Button } from '../parts/button.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { useEntries, usePage, useZone } from '../parts/page.ts';
import { Section } from '../parts/section.tsx';
import { StatusMark } from '../parts/statusMark.tsx';
import { Since } from '../parts/time.tsx';
import { may, onPage } from '../session/session.ts';
import { printDuration, printNumber } from '../words/print.ts';
import { words } from '../words/words.ts';
import { EditComponent } from './editComponent.tsx';
import { groupsOf } from './list.tsx';
import { RetireDialog } from './retireDialog.tsx';
import { StatusDialog } from './statusDialog.tsx';

/** One component: how it is and why, its numbers, what is said of it, and where else it can be shown. */
export function ComponentPage({ id }: { id: string }) {
  const entries = useEntries();
  return (
    <Loaded live={entries}>
      {(all) => {
        const component = all.find((entry) => entry.id === id && !entry.group);
        return component ? <Details component={component} groups={groupsOf(all)} /> : <NotFound />;
      }}
    </Loaded>
  );
}

function Details({ component, groups }: { component: Component; groups: readonly Component[] }) {
  const { id, name, group_id } = component;
  const [asked, setAsked] = useState<'status' | 'retire' | null>(null);
  const texts = words.value.components;
  const group = groups.find((each) => each.id === group_id);
  return (
    <>
      <Title text={name}>
        {may('editor') && (
          <Button kind="main" onClick={() => setAsked('status')}>
            {texts.setStatus}
          </Button>
        )}
        {may('admin') && (
          <Button kind="danger" onClick={() => setAsked('retire')}>
            {texts.retire}
          </Button>
        )}
      </Title>
      <p>
        <a href="/admin/components">{texts.backToAll}</a>
        {group && ` · ${group.name}`}
      </p>
      <Section title={texts.now}>
        <p>
          <StatusMark status={component.status} />
        </p>
        <Why id={id} />
      </Section>
      <Section title={texts.uptime}>
        <Uptimes id={id} />
        <p>
          <a href={`/uptime/${id}`} target="_blank" rel="noopener">
            {texts.ledgerLink}
          </a>
        </p>
      </Section>
      {may('admin') ? (
        <Section title={texts.details}>
          <EditComponent key={id} component={component} groups={groups} />
        </Section>
      ) : (
        component.description && <p>{component.description}</p>
      )}
      <Elsewhere id={id} />
      {asked === 'status' && <StatusDialog component={component} onClose={() => setAsked(null)} />}
      {asked === 'retire' && <RetireDialog component={component} onClose={() => setAsked(null)} />}
    </>
  );
}

/** What is claimed of it now, and by what. */
function Why({ id }: { id: string }) {
  const impacts = useLive<OpenImpact[]>(onPage(`/components/${id}/impacts`));
  const texts = words.value.components;
  return (
    <Loaded live={impacts}>
      {(open) =>
        open.length === 0 ? (
          <p class="none">{texts.nothingClaimed}</p>
        ) : (
          <ul class="rows">
            {open.map(({ source, source_id, name, status, started_at, reason }) => (
              <li key={`${source} ${source_id}`}>
                <div class="what">
                  {source === 'manual' ? (
                    <>
                      {texts.byHand}
                      {reason && `: “${reason}”`}
                    </>
                  ) : (
                    <>
                      {texts.sources[source]}{' '}
                      <a href={`/admin/${source}s/${source_id}`}>{name ?? source_id}</a>
                    </>
                  )}
                  <p class="facts">
                    {texts.since} <Since at={started_at} />
                  </p>
                </div>
                <StatusMark status={status} />
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

const spans = [7, 30, 90] as const;

function Uptimes({ id }: { id: string }) {
  return (
    <dl class="numbers">
      {spans.map((days) => (
        <Uptime key={days} id={id} days={days} />
      ))}
    </dl>
  );
}

/** The uptime of the last days, today included, in the page's zone. */
function Uptime({ id, days }: { id: string; days: number }) {
  const zone = useZone();
  const start = lastDays(Date.now(), days, zone)[0]?.date ?? '';
  const { answer } = useLive<ComponentUptime>(onPage(`/components/${id}/uptime?start=${start}`));
  const texts = words.value.components;
  const uptime = answer?.body.uptime_percentage;
  const downMs = ((answer?.body.major_outage ?? 0) + (answer?.body.partial_outage ?? 0)) * 1_000;
  return (
    <div>
      <dt>{texts.lastDays(days)}</dt>
      <dd>
        <strong>
          {uptime === undefined ? '…' : uptime === null ? texts.noData : `${printNumber(uptime)} %`}
        </strong>
        <small>{downMs > 0 ? texts.outageOf(printDuration(downMs)) : texts.noOutage}</small>
      </dd>
    </div>
  );
}

/** Its id for scripts, and its badge for other pages. */
function Elsewhere({ id }: { id: string }) {
  const domain = usePage().answer?.body.domain ?? location.host;
  const texts = words.value.components;
  const url = `${location.protocol}//${domain}`;
  return (
    <Section title={texts.elsewhere}>
      <Copyable label={texts.id} text={id} />
      <Copyable label={texts.badge} text={`[![Status](${url}/badge/${id}.svg)](${url})`} />
      <Copyable
        label={texts.uptimeBadge}
        text={`[![Uptime](${url}/badge/${id}.svg?show=uptime&days=90)](${url}/uptime/${id})`}
      />
    </Section>
  );
}
