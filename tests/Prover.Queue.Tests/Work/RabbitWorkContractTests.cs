using Prover.Pipeline;

namespace Prover.Queue.Tests;

/// <summary>The contract of work sources, with a broker between the workers and the board.</summary>
[Collection(RabbitTests.Name)]
[RabbitIsAbsent]
public sealed class RabbitWorkContractTests(RabbitFixture fixture) : WorkSourceContract
{
    private readonly List<RabbitWorkSource> _sources = [];
    private readonly List<QueueScope> _queues = [];

    protected override TimeSpan Quiet => TimeSpan.FromMilliseconds(300);

    protected override Task<IWorkSource> ConnectAsync(JobBoard board, string worker)
    {
        if (_queues.Count == 0)
        {
            var queues = new QueueScope(fixture.Broker);
            _queues.Add(queues);
            var server = new RabbitWorkServer(queues.Options, board, TimeProvider.System, queues.Notices.Add);
            _ = queues.Run(server.RunAsync);
        }

        var source = new RabbitWorkSource(_queues[0].Options, TimeProvider.System, _queues[0].Notices.Add);
        _sources.Add(source);
        return Task.FromResult<IWorkSource>(source);
    }

    public override async Task DisposeAsync()
    {
        foreach (RabbitWorkSource source in _sources)
        {
            await source.DisposeAsync();
        }

        foreach (QueueScope queues in _queues)
        {
            await queues.DisposeAsync();
        }
    }
}
