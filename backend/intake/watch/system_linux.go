package watch

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"

	"deskclerk/backend/doc"
)

// kind is what a file system can be relied on for.
type kind struct {
	network bool // what others change in it sends no events
	inodes  bool // a file keeps its number
	pseudo  bool // it holds no files of people
}

// Magic numbers of statfs(2) that golang.org/x/sys does not have.
const (
	vboxMagic = 0x786f4256
	lustre    = 0x0bd00bd0
	gfs2      = 0x01161970
	gpfs      = 0x47504653
)

// kindOf looks at the file system of an open folder.
func kindOf(f *os.File) (kind, error) {
	var s unix.Statfs_t
	if err := unix.Fstatfs(int(f.Fd()), &s); err != nil {
		return kind{}, err
	}
	switch uint32(s.Type) {
	case unix.NFS_SUPER_MAGIC, unix.SMB_SUPER_MAGIC, unix.CIFS_SUPER_MAGIC, unix.SMB2_SUPER_MAGIC, unix.FUSE_SUPER_MAGIC,
		unix.V9FS_MAGIC, unix.CEPH_SUPER_MAGIC, unix.AFS_FS_MAGIC, unix.AFS_SUPER_MAGIC, unix.CODA_SUPER_MAGIC,
		unix.NCP_SUPER_MAGIC, unix.OCFS2_SUPER_MAGIC, vboxMagic, lustre, gfs2, gpfs:
		return kind{network: true}, nil
	case unix.OVERLAYFS_SUPER_MAGIC: // a file that is written for the first time gets another number
		return kind{}, nil
	case unix.PROC_SUPER_MAGIC, unix.SYSFS_MAGIC, unix.CGROUP_SUPER_MAGIC, unix.CGROUP2_SUPER_MAGIC, unix.DEVPTS_SUPER_MAGIC,
		unix.DEBUGFS_MAGIC, unix.TRACEFS_MAGIC, unix.SECURITYFS_MAGIC:
		return kind{pseudo: true}, nil
	default:
		return kind{inodes: true}, nil
	}
}

func rootOf(info fs.FileInfo) doc.FolderRoot {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return doc.FolderRoot{Device: s.Dev, Inode: s.Ino}
	}
	return doc.FolderRoot{}
}

// severalNames reports a file that may have another name: a hard link to it.
func severalNames(info fs.FileInfo) bool {
	s, ok := info.Sys().(*syscall.Stat_t)
	return !ok || s.Nlink > 1
}

// beingWritten reports whether any program of this machine has the file open for
// writing: a lease for reading cannot be had then (fcntl(2), F_SETLEASE). Where
// leases are not to be had at all, nobody is known to.
func beingWritten(f *os.File) bool {
	_, err := unix.FcntlInt(f.Fd(), unix.F_SETLEASE, unix.F_RDLCK)
	if err == nil {
		_, _ = unix.FcntlInt(f.Fd(), unix.F_SETLEASE, unix.F_UNLCK)
	}
	return errors.Is(err, unix.EAGAIN)
}

// locked reports whether a program holds the file for itself, by flock(2) or by
// fcntl(2).
func locked(f *os.File) bool {
	err := unix.Flock(int(f.Fd()), unix.LOCK_SH|unix.LOCK_NB)
	if err == nil {
		_ = unix.Flock(int(f.Fd()), unix.LOCK_UN)
	}
	if errors.Is(err, unix.EWOULDBLOCK) {
		return true
	}
	lock := unix.Flock_t{Type: unix.F_RDLCK}
	err = unix.FcntlFlock(f.Fd(), unix.F_OFD_GETLK, &lock)
	return err == nil && lock.Type == unix.F_WRLCK
}

// noWait opens pipes without waiting for somebody at the other end.
const noWait = unix.O_NONBLOCK | unix.O_NOFOLLOW
