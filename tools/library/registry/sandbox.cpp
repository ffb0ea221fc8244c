#include "registry/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>

namespace jixia {
namespace {

namespace fs = std::filesystem;

bool limit(int what, rlim_t most) {
  const rlimit both_ends{most, most};
  return ::setrlimit(static_cast<__rlimit_resource>(what), &both_ends) == 0;
}

/// Files: reading below `readable` and /usr, /lib, /etc/ld.so*; writing nowhere.
bool close_files(const fs::path& readable) {
  landlock_ruleset_attr handled{};
  handled.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1; // all of the first version
  const auto rules =
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0));
  if (rules < 0) {
    return false;
  }
  for (const fs::path& folder : {readable, fs::path("/usr"), fs::path("/lib"), fs::path("/lib64"),
                                 fs::path("/proc/self"), fs::path("/sys/devices/system/cpu")}) {
    const int descriptor = ::open(folder.c_str(), O_PATH | O_CLOEXEC);
    landlock_path_beneath_attr allowed{};
    allowed.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    allowed.parent_fd = descriptor;
    if (descriptor >= 0) {
      ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &allowed, 0);
      ::close(descriptor);
    }
  }
  const bool is_closed = ::syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  ::close(rules);
  return is_closed;
}

bool forbid(scmp_filter_ctx filter, std::initializer_list<int> calls) {
  bool is_good = true;
  for (const int call : calls) {
    is_good = is_good && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) == 0;
  }
  return is_good;
}

/// System calls: no network, no other program or process, no change of files or of the system.
bool close_calls() {
  const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (filter == nullptr) {
    return false;
  }
  bool is_good = forbid(filter, {SCMP_SYS(socket),
                                 SCMP_SYS(socketpair),
                                 SCMP_SYS(connect),
                                 SCMP_SYS(bind),
                                 SCMP_SYS(listen),
                                 SCMP_SYS(accept),
                                 SCMP_SYS(accept4),
                                 SCMP_SYS(sendto),
                                 SCMP_SYS(sendmsg),
                                 SCMP_SYS(execve),
                                 SCMP_SYS(execveat),
                                 SCMP_SYS(fork),
                                 SCMP_SYS(vfork),
                                 SCMP_SYS(ptrace),
                                 SCMP_SYS(kill),
                                 SCMP_SYS(tkill),
                                 SCMP_SYS(pidfd_open),
                                 SCMP_SYS(pidfd_send_signal),
                                 SCMP_SYS(pidfd_getfd),
                                 SCMP_SYS(process_vm_readv),
                                 SCMP_SYS(process_vm_writev),
                                 SCMP_SYS(mount),
                                 SCMP_SYS(umount2),
                                 SCMP_SYS(pivot_root),
                                 SCMP_SYS(chroot),
                                 SCMP_SYS(unshare),
                                 SCMP_SYS(setns),
                                 SCMP_SYS(bpf),
                                 SCMP_SYS(perf_event_open),
                                 SCMP_SYS(userfaultfd),
                                 SCMP_SYS(io_uring_setup),
                                 SCMP_SYS(io_uring_enter),
                                 SCMP_SYS(keyctl),
                                 SCMP_SYS(add_key),
                                 SCMP_SYS(request_key),
                                 SCMP_SYS(unlink),
                                 SCMP_SYS(unlinkat),
                                 SCMP_SYS(rename),
                                 SCMP_SYS(renameat),
                                 SCMP_SYS(renameat2),
                                 SCMP_SYS(mkdir),
                                 SCMP_SYS(mkdirat),
                                 SCMP_SYS(rmdir),
                                 SCMP_SYS(link),
                                 SCMP_SYS(linkat),
                                 SCMP_SYS(symlink),
                                 SCMP_SYS(symlinkat),
                                 SCMP_SYS(truncate),
                                 SCMP_SYS(ftruncate),
                                 SCMP_SYS(chmod),
                                 SCMP_SYS(fchmod),
                                 SCMP_SYS(fchmodat),
                                 SCMP_SYS(chown),
                                 SCMP_SYS(fchown),
                                 SCMP_SYS(lchown),
                                 SCMP_SYS(fchownat),
                                 SCMP_SYS(creat),
                                 SCMP_SYS(mknod),
                                 SCMP_SYS(mknodat),
                                 SCMP_SYS(openat2),
                                 SCMP_SYS(memfd_create),
                                 SCMP_SYS(reboot),
                                 SCMP_SYS(init_module),
                                 SCMP_SYS(finit_module),
                                 SCMP_SYS(kexec_load),
                                 SCMP_SYS(setuid),
                                 SCMP_SYS(setgid),
                                 SCMP_SYS(open_by_handle_at)});
  // Opening a file for writing, or making one.
  for (const unsigned flag : {static_cast<unsigned>(O_WRONLY), static_cast<unsigned>(O_RDWR),
                              static_cast<unsigned>(O_CREAT), static_cast<unsigned>(O_TRUNC)}) {
    is_good = is_good &&
              seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(openat), 1,
                               SCMP_A2(SCMP_CMP_MASKED_EQ, flag, flag)) == 0 &&
              seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(open), 1,
                               SCMP_A1(SCMP_CMP_MASKED_EQ, flag, flag)) == 0;
  }
  // A process that is no thread of this one. clone3 hides its flags; glibc then falls back to
  // clone.
  is_good = is_good && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 &&
            seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
                             SCMP_A0(SCMP_CMP_MASKED_EQ, 0x00010000 /* CLONE_THREAD */, 0)) == 0;
  is_good = is_good && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return is_good;
}

} // namespace

std::string enter_sandbox(const fs::path& readable) {
  std::string missing;
  if (!limit(RLIMIT_AS, rlim_t{2} << 30) || !limit(RLIMIT_CPU, 30 * 60) ||
      !limit(RLIMIT_FSIZE, rlim_t{1} << 20) || !limit(RLIMIT_CORE, 0) ||
      !limit(RLIMIT_NOFILE, 64)) {
    missing += " limits";
  }
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
    missing += " no-new-privileges";
  }
  if (!close_files(readable)) {
    missing += " landlock";
  }
  if (!close_calls()) {
    missing += " seccomp";
  }
  return missing;
}

} // namespace jixia
