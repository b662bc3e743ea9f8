using Prover.Testing;

namespace Prover.Pipeline.Tests;

/// <summary>The contract of work sources, asked of the board itself: workers of the same process.</summary>
public sealed class BoardWorkTests : WorkSourceContract
{
    protected override Task<IWorkSource> ConnectAsync(JobBoard board, string worker) =>
        Task.FromResult<IWorkSource>(board);
}
