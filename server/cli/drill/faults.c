/*
 * A disk that fails and a clock that jumps, for one process and without root: preloaded into the server by a drill.
 *
 *   CANDOR_DRILL_PREFIX  what happens to files below this directory is recorded, and fails on demand
 *   CANDOR_DRILL_SWITCH  a file of `struct wanted`, mapped, so that the drill can throw it while the server runs
 *   CANDOR_DRILL_LOG     where operations are recorded, in the order in which they ended; not set: nowhere
 *
 * A record: operation (1 byte), 0 (1), length of the path (2), length of the data (4), offset (8), path, data, in the
 * byte order of the machine. Operations: W write, T truncate (to the offset), S sync, U unlink, R rename (data: to).
 * The drill appends its own records (A: a write was acknowledged) to the same file.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { NOTHING, FULL_DISK, BROKEN_DISK, BROKEN_SYNC, READ_ONLY };

struct wanted {
  int64_t clock_shift_ms;
  int32_t fault;
  int32_t per_mille; /* of the operations that the fault is about */
};

static const struct wanted none;
static const volatile struct wanted *wanted = &none;
static char prefix[PATH_MAX];
static size_t prefix_length;
static int log_file = -1;

#define REAL(name, result, ...)                                                     \
  static result (*real_##name)(__VA_ARGS__);                                        \
  if (!real_##name) real_##name = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) {
  const char *directory = getenv("CANDOR_DRILL_PREFIX");
  const char *switch_path = getenv("CANDOR_DRILL_SWITCH");
  const char *log_path = getenv("CANDOR_DRILL_LOG");
  if (directory && realpath(directory, prefix)) prefix_length = strlen(prefix);
  if (log_path) log_file = open(log_path, O_WRONLY | O_APPEND | O_CLOEXEC);
  if (!switch_path) return;
  int file = open(switch_path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  void *mapped = mmap(NULL, sizeof(struct wanted), PROT_READ, MAP_SHARED, file, 0);
  if (mapped != MAP_FAILED) wanted = mapped;
  close(file);
}

static int is_ours(const char *path) {
  return prefix_length && !strncmp(path, prefix, prefix_length) && path[prefix_length] == '/';
}

/* Where this file is, when that is below the prefix. */
static int find(int file, char *path) {
  char link[32];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = prefix_length ? readlink(link, path, PATH_MAX - 1) : -1;
  if (length < 0) return 0;
  path[length] = 0;
  return is_ours(path);
}

static void record(char operation, const char *path, uint64_t offset, const struct iovec *data, int count) {
  REAL(writev, ssize_t, int, const struct iovec *, int);
  if (log_file < 0) return;
  /* One call adds all of it to the log, and takes so many parts at most. */
  if (count > 64) {
    size_t length = 0, done = 0;
    for (int i = 0; i < count; i++) length += data[i].iov_len;
    char *bytes = malloc(length);
    if (!bytes) abort();
    for (int i = 0; i < count; done += data[i++].iov_len) memcpy(bytes + done, data[i].iov_base, data[i].iov_len);
    struct iovec whole = {bytes, length};
    record(operation, path, offset, &whole, 1);
    free(bytes);
    return;
  }
  struct { char operation, zero; uint16_t path_length; uint32_t data_length; uint64_t offset; } head = {
      operation, 0, (uint16_t)strlen(path), 0, offset};
  struct iovec parts[2 + 64] = {{&head, sizeof head}, {(void *)path, head.path_length}};
  for (int i = 0; i < count; i++) {
    parts[2 + i] = data[i];
    head.data_length += data[i].iov_len;
  }
  /* One append, so that it stays whole among those of other threads and of the drill. */
  real_writev(log_file, parts, 2 + count);
}

static int fails(int fault) {
  static unsigned seed = 1;
  return wanted->fault == fault && (int)(rand_r(&seed) % 1000) < wanted->per_mille;
}

/* Whether a write to this file, or its growth, fails now. Sets errno. */
static int write_fails(void) {
  if (fails(FULL_DISK)) return errno = ENOSPC, 1;
  if (fails(BROKEN_DISK)) return errno = EIO, 1;
  if (fails(READ_ONLY)) return errno = EROFS, 1;
  return 0;
}

/* The mode comes with the flags that make a file. */
int open64(const char *path, int flags, ...) {
  REAL(open64, int, const char *, int, ...);
  va_list more;
  va_start(more, flags);
  mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0;
  va_end(more);
  if (flags & (O_WRONLY | O_RDWR | O_CREAT) && is_ours(path) && fails(READ_ONLY)) return errno = EROFS, -1;
  return real_open64(path, flags, mode);
}

static ssize_t recorded(ssize_t written, const char *path, off64_t offset, const void *data) {
  struct iovec part = {(void *)data, written > 0 ? (size_t)written : 0};
  if (written > 0) record('W', path, (uint64_t)offset, &part, 1);
  return written;
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t offset) {
  REAL(pwrite64, ssize_t, int, const void *, size_t, off64_t);
  char path[PATH_MAX];
  if (!find(file, path)) return real_pwrite64(file, data, size, offset);
  if (write_fails()) {
    /* A disk that fills up takes a part of what it is given first. */
    if (errno != ENOSPC || size < 1024) return -1;
    return recorded(real_pwrite64(file, data, 512, offset), path, offset, data);
  }
  return recorded(real_pwrite64(file, data, size, offset), path, offset, data);
}

ssize_t pwrite(int file, const void *data, size_t size, off_t offset) {
  return pwrite64(file, data, size, offset);
}

ssize_t write(int file, const void *data, size_t size) {
  REAL(write, ssize_t, int, const void *, size_t);
  char path[PATH_MAX];
  if (!find(file, path)) return real_write(file, data, size);
  if (write_fails()) return -1;
  ssize_t written = real_write(file, data, size);
  return recorded(written, path, lseek64(file, 0, SEEK_CUR) - written, data);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
  REAL(writev, ssize_t, int, const struct iovec *, int);
  char path[PATH_MAX];
  if (!find(file, path)) return real_writev(file, parts, count);
  if (write_fails()) return -1;
  ssize_t written = real_writev(file, parts, count);
  if (written > 0) record('W', path, (uint64_t)(lseek64(file, 0, SEEK_CUR) - written), parts, count);
  return written;
}

ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t offset) {
  REAL(pwritev64, ssize_t, int, const struct iovec *, int, off64_t);
  char path[PATH_MAX];
  if (!find(file, path)) return real_pwritev64(file, parts, count, offset);
  if (write_fails()) return -1;
  ssize_t written = real_pwritev64(file, parts, count, offset);
  if (written > 0) record('W', path, (uint64_t)offset, parts, count);
  return written;
}

ssize_t pwritev(int file, const struct iovec *parts, int count, off_t offset) {
  return pwritev64(file, parts, count, offset);
}

int ftruncate64(int file, off64_t size) {
  REAL(ftruncate64, int, int, off64_t);
  char path[PATH_MAX];
  if (!find(file, path)) return real_ftruncate64(file, size);
  if (size > 0 && write_fails()) return -1;
  int result = real_ftruncate64(file, size);
  if (!result) record('T', path, (uint64_t)size, NULL, 0);
  return result;
}

int ftruncate(int file, off_t size) {
  return ftruncate64(file, size);
}

static int synced(int result, int file) {
  char path[PATH_MAX];
  if (!find(file, path)) return result;
  if (fails(BROKEN_SYNC) || fails(BROKEN_DISK)) return errno = EIO, -1;
  if (!result) record('S', path, 0, NULL, 0);
  return result;
}

int fsync(int file) {
  REAL(fsync, int, int);
  return synced(real_fsync(file), file);
}

int fdatasync(int file) {
  REAL(fdatasync, int, int);
  return synced(real_fdatasync(file), file);
}

int unlink(const char *path) {
  REAL(unlink, int, const char *);
  int result = real_unlink(path);
  if (!result && is_ours(path)) record('U', path, 0, NULL, 0);
  return result;
}

int rename(const char *from, const char *to) {
  REAL(rename, int, const char *, const char *);
  int result = real_rename(from, to);
  struct iovec target = {(void *)to, strlen(to)};
  if (!result && is_ours(from)) record('R', from, 0, &target, 1);
  return result;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  REAL(clock_gettime, int, clockid_t, struct timespec *);
  int result = real_clock_gettime(clock, time);
  int64_t shift = wanted->clock_shift_ms;
  if (result || !shift || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) return result;
  int64_t nanoseconds = time->tv_nsec + (shift % 1000) * 1000000;
  time->tv_sec += shift / 1000 + (nanoseconds < 0 ? -1 : nanoseconds / 1000000000);
  time->tv_nsec = nanoseconds < 0 ? nanoseconds + 1000000000 : nanoseconds % 1000000000;
  return 0;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  struct timespec now;
  (void)zone;
  clock_gettime(CLOCK_REALTIME, &now);
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *out) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (out) *out = now.tv_sec;
  return now.tv_sec;
}
