using System.Diagnostics;
using Xunit;

namespace Prover.Testing;

/// <summary>Waits for what other tasks and processes do.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Fails if it does not become true within a minute.</summary>
    public static Task IsTrueAsync(Func<bool> condition, Func<string> what) =>
        IsTrueAsync(() => Task.FromResult(condition()), what);

    /// <summary>Fails if it does not become true within a minute.</summary>
    public static async Task IsTrueAsync(Func<Task<bool>> condition, Func<string> what)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < Limit, what());
            await Task.Delay(20);
        }
    }
}
