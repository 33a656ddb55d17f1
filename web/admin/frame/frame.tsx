import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { Notices } from '../parts/notices.tsx';
import { usePage } from '../parts/page.ts';
import { StatusShapes } from '../parts/statusMark.tsx';
import { PasswordDialog } from '../session/passwordDialog.tsx';
import { may, signOut } from '../session/session.ts';
import { words } from '../words/words.ts';
import { ConnectionNotice } from './connectionNotice.tsx';
import { OldVersion } from './oldVersion.tsx';
import { Palette, usePaletteKey } from './palette.tsx';
import { rooms } from './rooms.ts';

/** What stands around every room: the menu, the notices, the palette. */
export function Frame({ children }: { children: ComponentChildren }) {
  const [menuIsOpen, setMenuOpen] = useState(false);
  const [paletteIsOpen, setPaletteOpen] = useState(false);
  const { path } = useLocation();
  const texts = words.value.frame;
  const pageName = usePage().answer?.body.name ?? words.value.name;
  usePaletteKey(useCallback(() => setPaletteOpen(true), []));
  // The menu closes wherever somebody goes
  useEffect(() => setMenuOpen(false), [path]);
  return (
    <div class="frame">
      <StatusShapes />
      <a class="skip" href="#room">
        {texts.skip}
      </a>
      <header class="bar">
        <a class="brand" href="/admin">
          <span class="monogram" aria-hidden="true">
            {[...pageName][0]}
          </span>
          {pageName}
        </a>
        <button
          type="button"
          class="menu"
          aria-expanded={menuIsOpen}
          aria-controls="menu"
          onClick={() => setMenuOpen(!menuIsOpen)}
        >
          {texts.menu}
        </button>
      </header>
      <nav id="menu" class={menuIsOpen ? 'rooms open' : 'rooms'} aria-label={texts.menuLabel}>
        {rooms
          .filter(({ role, place }) => may(role) && place === 'main')
          .map((room) => (
            <RoomLink key={room.name} name={words.value.rooms[room.name]} path={room.path} at={path} />
          ))}
        <div class="rest">
          <button type="button" onClick={() => setPaletteOpen(true)}>
            {texts.commands}
            <span class="key">Ctrl K</span>
          </button>
          <a href="/" target="_blank" rel="noopener">
            {texts.viewPage}
          </a>
          {rooms
            .filter(({ role, place }) => may(role) && place === 'end')
            .map((room) => (
              <RoomLink key={room.name} name={words.value.rooms[room.name]} path={room.path} at={path} />
            ))}
          <button type="button" onClick={() => void signOut()}>
            {texts.signOut}
          </button>
        </div>
      </nav>
      <div class="content">
        <OldVersion />
        <ConnectionNotice />
        <main id="room" tabIndex={-1}>
          {children}
        </main>
      </div>
      <Notices />
      <PasswordDialog />
      {paletteIsOpen && <Palette onClose={() => setPaletteOpen(false)} />}
    </div>
  );
}

function RoomLink({ name, path, at }: { name: string; path: string; at: string }) {
  const full = `/admin${path}`;
  const isHere = path === '' ? /^\/admin\/?$/.test(at) : at === full || at.startsWith(`${full}/`);
  return (
    <a href={full} aria-current={isHere ? 'page' : undefined}>
      {name}
    </a>
  );
}
