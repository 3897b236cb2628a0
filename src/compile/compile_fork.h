/* compile_fork.h: a fork of the process waits until no thread is inside LLVM.
 *
 * What LLVM and the dynamic loader do once in a process, at first use, has locks and flags that they look after in no fork: a
 * child that began in the middle of it would wait for a thread that it doesn't have, or take half a library for a whole one. */
#ifndef UPCALL_COMPILE_FORK_H
#define UPCALL_COMPILE_FORK_H

/* Round what a fork is to wait for: some milliseconds, with no lock taken inside that a fork takes, and no unwinding. */
void forks_wait(void);
void forks_go_on(void);

#endif
