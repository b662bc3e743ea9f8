namespace Prover.Pipeline;

/// <summary>The node's desk: admits blocks, gives them to workers, takes proofs, obeys operators; tells what
/// happens.</summary>
/// <remarks>Keeps nothing itself that matters: every call is a transaction of the store and may come from any
/// thread.</remarks>
public sealed partial class JobBoard : IWorkBoard, IBlockDoor, IJobAdmin, IJobFeed
{
    private readonly IJobStore _store;
    private readonly IPayloadStore _payloads;
    private readonly IEnvelopeGate _gate;
    private readonly JobRules _rules;
    private readonly TimeProvider _clock;

    /// <summary>A board over a store.</summary>
    public JobBoard(
        IJobStore store, IPayloadStore payloads, IEnvelopeGate gate, JobRules rules, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(payloads);
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(clock);
        _store = store;
        _payloads = payloads;
        _gate = gate;
        _rules = rules;
        _clock = clock;
    }

    /// <summary>The rules.</summary>
    public JobRules Rules => _rules;

    private DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>A transaction whose events are told once it is durable.</summary>
    private async Task<T> ChangeAsync<T>(string what, Func<BoardTransaction, T> change, CancellationToken cancel)
    {
        (T result, IReadOnlyList<JobEvent> events) = await _store.TransactAsync(
            what,
            rows =>
            {
                var own = new BoardTransaction(rows);
                T value = change(own);
                return (value, own.Events);
            },
            cancel).ConfigureAwait(false);
        Publish(events);
        return result;
    }

    /// <summary>A transaction that remembers its events.</summary>
    private sealed class BoardTransaction(IJobTransaction rows)
    {
        private readonly List<JobEvent> _events = [];

        public IJobTransaction Rows => rows;

        public IReadOnlyList<JobEvent> Events => _events;

        public void Apply(JobChange change)
        {
            rows.Save(change.Job);
            foreach (JobEvent happened in change.Events)
            {
                Append(happened);
            }
        }

        public void Append(JobEvent happened) => _events.Add(rows.Append(happened));

        public FailureCount FailuresOf(JobId job) =>
            FailureCount.Of(History(job));

        /// <summary>All events of a job, in order, read by pages.</summary>
        private IEnumerable<JobEvent> History(JobId job)
        {
            const int Page = 1000;
            long after = 0;
            IReadOnlyList<JobEvent> page;
            do
            {
                page = rows.Events(after, job, Page);
                foreach (JobEvent happened in page)
                {
                    yield return happened;
                }

                after = page.Count > 0 ? page[^1].Sequence : after;
            }
            while (page.Count == Page);
        }
    }
}
