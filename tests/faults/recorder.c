/* Watches what a process does to the files below one folder: writes it down, makes the n-th
 * operation fail, or cuts the power or kills the process before it.
 *
 * Loaded with LD_PRELOAD into a rig's own process; does nothing until rig_watch is called there,
 * and nothing in the processes that it starts. One lock around every operation: the order in the
 * log is the order on the disk. A record is op, id, offset, length, and so many bytes;
 * that of a sync has the number of the operation in the place of the offset.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OPEN = 1, WRITE, RESIZE, SYNC, RENAME, REMOVE, MKDIR, MARK, LINK };
enum { CREATED = 1, FOLDER = 2 };

#define FDS 65536
#define SHUTDOWN 0x8004587d /* FS_IOC_SHUTDOWN */
#define NO_LOG_FLUSH 2

enum { FAIL, CUT, KILL };

static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static char root[PATH_MAX];
static size_t root_length;
static pid_t owner;
static int log_fd = -1;
static uint32_t last_id;
static uint32_t ids[FDS];
static char unlogged[FDS]; /* the -shm file is mapped memory: rebuilt, never read after a crash */
static long count, stop_at;
static int stop_with, for_ever, cutting;
static char *paths[FDS];
static char refused[PATH_MAX + 16]; /* the first operation that was made to fail */

#define REAL(result, name, ...)                                      \
    static result (*real)(__VA_ARGS__);                              \
    if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int watching(void) { return owner && owner == getpid(); }

static void put(uint8_t op, uint32_t id, uint64_t offset, const void *bytes, uint32_t length)
{
    if (log_fd < 0) return;
    char head[17];
    head[0] = (char)op;
    memcpy(head + 1, &id, 4);
    memcpy(head + 5, &offset, 8);
    memcpy(head + 13, &length, 4);
    struct iovec parts[2] = {{head, 17}, {(void *)bytes, length}};
    if (syscall(SYS_writev, log_fd, parts, 2) != 17 + (ssize_t)length) abort();
}

/* Give the absolute path if it lies below the root, else NULL. */
static const char *below(int at, const char *path, char *room)
{
    if (!path) return NULL;
    if (path[0] == '/') {
        snprintf(room, PATH_MAX, "%s", path);
    } else {
        char base[PATH_MAX];
        if (at == AT_FDCWD) {
            if (!getcwd(base, sizeof base)) return NULL;
        } else {
            char link[64];
            snprintf(link, sizeof link, "/proc/self/fd/%d", at);
            ssize_t size = readlink(link, base, sizeof base - 1);
            if (size < 0) return NULL;
            base[size] = 0;
        }
        if (snprintf(room, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) return NULL;
    }
    if (strncmp(room, root, root_length) || (room[root_length] && room[root_length] != '/'))
        return NULL;
    return room;
}

static int ends(const char *text, const char *tail)
{
    size_t a = strlen(text), b = strlen(tail);
    return a >= b && !strcmp(text + a - b, tail);
}

/* Count one operation; say which error it must end with, or 0. */
static int stopped(const char *what, const char *path)
{
    count++;
    if (!stop_at || count < stop_at || (count > stop_at && !for_ever)) return 0;
    if (cutting == KILL) kill(getpid(), SIGKILL);
    if (cutting) {
        int how = NO_LOG_FLUSH, fd = (int)syscall(SYS_openat, AT_FDCWD, root, O_RDONLY, 0);
        if (fd < 0 || ioctl(fd, SHUTDOWN, &how)) abort();
        _exit(77);
    }
    if (!refused[0]) snprintf(refused, sizeof refused, "%s %s", what, path ? path : "");
    return stop_with;
}

void rig_watch(const char *folder, const char *log)
{
    pthread_mutex_lock(&lock);
    snprintf(root, sizeof root, "%s", folder);
    root_length = strlen(root);
    if (log) log_fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    owner = getpid();
    count = 0;
    pthread_mutex_unlock(&lock);
}

void rig_rest(void) { owner = 0; }

void rig_stop(long at, int error, int ever, int cut)
{
    pthread_mutex_lock(&lock);
    count = 0;
    stop_at = at;
    stop_with = error;
    for_ever = ever;
    cutting = cut;
    refused[0] = 0;
    pthread_mutex_unlock(&lock);
}

long rig_count(void) { return count; }

const char *rig_refused(void) { return refused; }

void rig_mark(const char *text)
{
    pthread_mutex_lock(&lock);
    put(MARK, 0, 0, text, (uint32_t)strlen(text));
    pthread_mutex_unlock(&lock);
}

#define ENTER()                       \
    if (!watching()) goto plain;      \
    pthread_mutex_lock(&lock)
#define LEAVE(value)                  \
    do {                              \
        int kept = errno;             \
        pthread_mutex_unlock(&lock);  \
        errno = kept;                 \
        return value;                 \
    } while (0)
#define STOP(what, path)              \
    do {                              \
        int error = stopped(what, path); \
        if (error) {                  \
            errno = error;            \
            LEAVE(-1);                \
        }                             \
    } while (0)

static int known(int fd) { return fd >= 0 && fd < FDS && ids[fd]; }
static int logged(int fd) { return !unlogged[fd]; }

/* Names */

static int opened(int at, const char *path, int flags, mode_t mode)
{
    REAL(int, "openat", int, const char *, int, ...);
    char room[PATH_MAX];
    const char *whole;
    ENTER();
    whole = below(at, path, room);
    if (!whole) {
        int fd = real(at, path, flags, mode);
        if (fd >= 0 && fd < FDS) ids[fd] = 0;
        LEAVE(fd);
    }
    int there = !syscall(SYS_faccessat, AT_FDCWD, whole, F_OK);
    if ((flags & O_CREAT && !there) || (flags & O_TRUNC && there)) STOP("open", whole);
    int fd = real(at, path, flags, mode);
    if (fd < 0 || fd >= FDS) LEAVE(fd);
    struct stat stat;
    int folder = !fstat(fd, &stat) && S_ISDIR(stat.st_mode);
    ids[fd] = ++last_id;
    free(paths[fd]);
    paths[fd] = strdup(whole);
    unlogged[fd] = ends(whole, "-shm");
    if (logged(fd)) {
        int made = flags & O_CREAT && !there ? CREATED : 0;
        put(OPEN, ids[fd], made | (folder ? FOLDER : 0), whole, (uint32_t)strlen(whole));
        if (flags & O_TRUNC && there) put(RESIZE, ids[fd], 0, NULL, 0);
    }
    LEAVE(fd);
plain:
    return real(at, path, flags, mode);
}

#define MODE()                                           \
    mode_t mode = 0;                                     \
    if (flags & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY))) { \
        va_list rest;                                    \
        va_start(rest, flags);                           \
        mode = va_arg(rest, mode_t);                     \
        va_end(rest);                                    \
    }

int open(const char *path, int flags, ...) { MODE() return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE() return opened(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE() return opened(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE() return opened(at, path, flags, mode); }
int creat(const char *path, mode_t mode)
{
    return opened(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

int close(int fd)
{
    REAL(int, "close", int);
    if (watching() && fd >= 0 && fd < FDS) ids[fd] = 0;
    return real(fd);
}

static int moved(int from, const char *old, int to, const char *new, uint8_t op, unsigned flags)
{
    char a[PATH_MAX], b[PATH_MAX], both[2 * PATH_MAX];
    const char *source, *target;
    long done;
    ENTER();
    source = below(from, old, a);
    target = below(to, new, b);
    if (source || target) STOP("rename", target);
    done = op == LINK ? syscall(SYS_linkat, from, old, to, new, flags)
                      : syscall(SYS_renameat2, from, old, to, new, flags);
    if (!done && source && target) {
        int length = snprintf(both, sizeof both, "%s%c%s", source, 1, target);
        put(op, 0, 0, both, (uint32_t)length);
    }
    LEAVE((int)done);
plain:
    return (int)(op == LINK ? syscall(SYS_linkat, from, old, to, new, flags)
                            : syscall(SYS_renameat2, from, old, to, new, flags));
}

int rename(const char *old, const char *new) { return moved(AT_FDCWD, old, AT_FDCWD, new, RENAME, 0); }
int renameat(int from, const char *old, int to, const char *new)
{
    return moved(from, old, to, new, RENAME, 0);
}
int renameat2(int from, const char *old, int to, const char *new, unsigned flags)
{
    return moved(from, old, to, new, RENAME, flags);
}
int link(const char *old, const char *new) { return moved(AT_FDCWD, old, AT_FDCWD, new, LINK, 0); }
int linkat(int from, const char *old, int to, const char *new, int flags)
{
    return moved(from, old, to, new, LINK, (unsigned)flags);
}

/* Removing is never refused: a full disk lets it pass. */
static int removed(int at, const char *path, int flags)
{
    char room[PATH_MAX];
    const char *whole;
    int done;
    ENTER();
    whole = below(at, path, room);
    done = (int)syscall(SYS_unlinkat, at, path, flags);
    if (!done && whole) put(REMOVE, 0, 0, whole, (uint32_t)strlen(whole));
    LEAVE(done);
plain:
    return (int)syscall(SYS_unlinkat, at, path, flags);
}

int unlink(const char *path) { return removed(AT_FDCWD, path, 0); }
int unlinkat(int at, const char *path, int flags) { return removed(at, path, flags); }
int rmdir(const char *path) { return removed(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdirat(int at, const char *path, mode_t mode)
{
    char room[PATH_MAX];
    const char *whole;
    int done;
    ENTER();
    whole = below(at, path, room);
    if (whole && syscall(SYS_faccessat, AT_FDCWD, whole, F_OK)) STOP("mkdir", whole);
    done = (int)syscall(SYS_mkdirat, at, path, mode);
    if (!done && whole) put(MKDIR, 0, 0, whole, (uint32_t)strlen(whole));
    LEAVE(done);
plain:
    return (int)syscall(SYS_mkdirat, at, path, mode);
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

/* Content */

static ssize_t wrote(int fd, const void *bytes, size_t size, int64_t offset)
{
    ssize_t done;
    ENTER();
    if (known(fd)) {
        STOP("write", paths[fd]);
        int64_t at = offset;
        if (offset < 0) {
            int appends = fcntl(fd, F_GETFL) & O_APPEND;
            at = syscall(SYS_lseek, fd, 0, appends ? SEEK_END : SEEK_CUR);
        }
        done = offset < 0 ? syscall(SYS_write, fd, bytes, size)
                          : syscall(SYS_pwrite64, fd, bytes, size, offset);
        if (done > 0 && logged(fd)) put(WRITE, ids[fd], (uint64_t)at, bytes, (uint32_t)done);
        LEAVE(done);
    }
    pthread_mutex_unlock(&lock);
plain:
    return offset < 0 ? syscall(SYS_write, fd, bytes, size)
                      : syscall(SYS_pwrite64, fd, bytes, size, offset);
}

ssize_t write(int fd, const void *bytes, size_t size) { return wrote(fd, bytes, size, -1); }
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) { return wrote(fd, bytes, size, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at)
{
    return wrote(fd, bytes, size, at);
}

static ssize_t gathered(int fd, const struct iovec *parts, int number, int64_t offset)
{
    ssize_t all = 0;
    for (int n = 0; n < number; n++) {
        ssize_t done = wrote(fd, parts[n].iov_base, parts[n].iov_len, offset < 0 ? -1 : offset + all);
        if (done < 0) return all ? all : -1;
        all += done;
        if ((size_t)done < parts[n].iov_len) break;
    }
    return all;
}

ssize_t writev(int fd, const struct iovec *parts, int number)
{
    if (watching() && known(fd)) return gathered(fd, parts, number, -1);
    return syscall(SYS_writev, fd, parts, number);
}

ssize_t pwritev(int fd, const struct iovec *parts, int number, off_t at)
{
    if (watching() && known(fd)) return gathered(fd, parts, number, at);
    return syscall(SYS_pwritev, fd, parts, number, at, 0);
}

ssize_t pwritev64(int fd, const struct iovec *parts, int number, off64_t at)
{
    return pwritev(fd, parts, number, at);
}

/* Copies inside the kernel would not be seen: callers fall back to reading and writing. */
ssize_t sendfile(int out, int in, off_t *at, size_t size)
{
    if (watching() && known(out)) {
        errno = ENOTSOCK;
        return -1;
    }
    return syscall(SYS_sendfile, out, in, at, size);
}

ssize_t sendfile64(int out, int in, off64_t *at, size_t size) { return sendfile(out, in, at, size); }

ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t size, unsigned flags)
{
    if (watching() && known(out)) {
        errno = EXDEV;
        return -1;
    }
    return syscall(SYS_copy_file_range, in, from, out, to, size, flags);
}

static int resized(int fd, off_t size, int grows)
{
    struct stat stat;
    int done = 0;
    ENTER();
    if (known(fd)) {
        STOP("resize", paths[fd]);
        if (grows && !fstat(fd, &stat) && stat.st_size >= size) LEAVE(0);
        done = (int)syscall(SYS_ftruncate, fd, size);
        if (!done && logged(fd)) put(RESIZE, ids[fd], (uint64_t)size, NULL, 0);
        LEAVE(done);
    }
    pthread_mutex_unlock(&lock);
plain:
    return grows ? (int)syscall(SYS_fallocate, fd, 0, 0, size) : (int)syscall(SYS_ftruncate, fd, size);
}

int ftruncate(int fd, off_t size) { return resized(fd, size, 0); }
int ftruncate64(int fd, off64_t size) { return resized(fd, size, 0); }
int posix_fallocate(int fd, off_t at, off_t size) { return resized(fd, at + size, 1) ? errno : 0; }
int posix_fallocate64(int fd, off64_t at, off64_t size) { return posix_fallocate(fd, at, size); }
int fallocate(int fd, int mode, off_t at, off_t size)
{
    if (watching() && known(fd) && !mode) return resized(fd, at + size, 1);
    return (int)syscall(SYS_fallocate, fd, mode, at, size);
}
int fallocate64(int fd, int mode, off64_t at, off64_t size) { return fallocate(fd, mode, at, size); }

int truncate(const char *path, off_t size)
{
    int fd = open(path, O_WRONLY);
    if (fd < 0) return -1;
    int done = ftruncate(fd, size), kept = errno;
    close(fd);
    errno = kept;
    return done;
}
int truncate64(const char *path, off64_t size) { return truncate(path, size); }

static int synced(int fd, long number)
{
    int done;
    ENTER();
    if (known(fd)) {
        STOP("sync", paths[fd]);
        done = (int)syscall(number, fd);
        if (!done && logged(fd)) put(SYNC, ids[fd], (uint64_t)count, NULL, 0);
        LEAVE(done);
    }
    pthread_mutex_unlock(&lock);
plain:
    return (int)syscall(number, fd);
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }
