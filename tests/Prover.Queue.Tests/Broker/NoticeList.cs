using System.Collections.Concurrent;

namespace Prover.Queue.Tests;

/// <summary>What operators were told.</summary>
internal sealed class NoticeList
{
    private readonly ConcurrentQueue<QueueNotice> _notices = new();

    public void Add(QueueNotice notice) => _notices.Enqueue(notice);

    public int Count(QueueNoticeKind kind) => _notices.Count(notice => notice.Kind == kind);

    public override string ToString() => string.Join(Environment.NewLine, _notices);
}
