import type { ComponentChildren } from 'preact';
import type { Component } from '../api/shapes.ts';
import { Button } from '../parts/button.tsx';
import { StatusMark } from '../parts/statusMark.tsx';
import { may } from '../session/session.ts';
import { words } from '../words/words.ts';
import type { MoveKey } from './order.ts';

/** What can be done with the button that moves a place. */
export type Mover = {
  /** What is held, if anything. */
  readonly held: string | null;
  onToggle(id: string): void;
  onKey(event: KeyboardEvent): void;
  onStep(key: MoveKey): void;
  /** The focus went elsewhere. */
  onLeave(): void;
  onGrab(event: PointerEvent, id: string): void;
};

type RowProps = { readonly mover: Mover | null };

/** What the element of a place says of being held. */
function heldOf(id: string, mover: Mover | null) {
  if (mover?.held !== id) return {};
  return {
    class: 'held',
    onFocusOut({ relatedTarget, currentTarget }: FocusEvent): void {
      const isOutside = relatedTarget instanceof Node && !(currentTarget as Node).contains(relatedTarget);
      if (isOutside) mover.onLeave();
    },
  };
}

export function ComponentRow({
  component,
  mover,
  onStatus,
}: RowProps & { component: Component; onStatus: (component: Component) => void }) {
  const { id, name, status } = component;
  const texts = words.value.components;
  const facts = [
    component.description ?? '',
    component.only_show_if_degraded ? texts.onlyWhenUnwell : '',
    component.showcase ? '' : texts.withoutUptime,
  ].filter(Boolean);
  return (
    <li data-place={id} {...heldOf(id, mover)}>
      <div class="row">
        <Move id={id} name={name} mover={mover} />
        <div class="what">
          <a href={`/admin/components/${id}`}>{name}</a>
          {facts.length > 0 && <p class="facts">{facts.join(' · ')}</p>}
        </div>
        <StatusMark status={status} />
        {may('editor') && (
          <Button kind="quiet" label={texts.setStatusOf(name)} onClick={() => onStatus(component)}>
            {texts.setStatus}
          </Button>
        )}
      </div>
      <Steps id={id} mover={mover} />
    </li>
  );
}

export function GroupRow({
  group,
  count,
  isOpen,
  onFold,
  mover,
  onEdit,
  children,
}: RowProps & {
  group: Component;
  count: number;
  isOpen: boolean;
  onFold: () => void;
  onEdit: (group: Component) => void;
  children: ComponentChildren;
}) {
  const { id, name, description, status } = group;
  const texts = words.value.components;
  return (
    <li data-place={id} {...heldOf(id, mover)}>
      <div class="row">
        <Move id={id} name={name} mover={mover} />
        <div class="what">
          <button type="button" class="fold-button" aria-expanded={isOpen} onClick={onFold}>
            {name}
          </button>
          <p class="facts">{[texts.count(count), description ?? ''].filter(Boolean).join(' · ')}</p>
        </div>
        {!isOpen && count > 0 && <StatusMark status={status} />}
        {may('admin') && (
          <Button kind="quiet" label={texts.editGroupOf(name)} onClick={() => onEdit(group)}>
            {texts.edit}
          </Button>
        )}
      </div>
      <Steps id={id} mover={mover} />
      <ul>{children}</ul>
    </li>
  );
}

/** Takes a place up and puts it down: by pulling it, or by pressing it and then the arrow keys. */
function Move({ id, name, mover }: RowProps & { id: string; name: string }) {
  if (!mover) return null;
  return (
    <button
      type="button"
      id={`move-${id}`}
      class="handle"
      aria-label={words.value.components.move(name)}
      aria-pressed={mover.held === id}
      onClick={() => mover.onToggle(id)}
      onKeyDown={mover.onKey}
      onPointerDown={(event) => mover.onGrab(event, id)}
    />
  );
}

/** While something is held: the same by pressing buttons, for who neither drags nor has arrow keys. */
function Steps({ id, mover }: RowProps & { id: string }) {
  if (mover?.held !== id) return null;
  const texts = words.value.components;
  return (
    <div class="actions steps-of">
      {(['ArrowUp', 'ArrowDown'] as const).map((key) => (
        <button
          key={key}
          type="button"
          class="button"
          id={`${key}-${id}`}
          onKeyDown={mover.onKey}
          onClick={() => mover.onStep(key)}
        >
          {key === 'ArrowUp' ? texts.up : texts.down}
        </button>
      ))}
      <button type="button" class="button main" onKeyDown={mover.onKey} onClick={() => mover.onToggle(id)}>
        {texts.done}
      </button>
    </div>
  );
}
