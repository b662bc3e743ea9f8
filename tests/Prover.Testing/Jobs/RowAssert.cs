using Prover.Pipeline;
using Xunit;

namespace Prover.Testing;

/// <summary>Compares rows by what they hold: the equality of records stops at lists and bytes.</summary>
public static class RowAssert
{
    public static void Same(Job? expected, Job? actual)
    {
        if (expected is null || actual is null)
        {
            Assert.Equal(expected, actual);
            return;
        }

        Assert.Equal(expected.FailedWorkers, actual.FailedWorkers);
        Assert.Equal(expected.Proof?.ToArray(), actual.Proof?.ToArray());
        Assert.Equal(Plain(expected), Plain(actual));
    }

    public static void Same(IReadOnlyList<Job> expected, IReadOnlyList<Job> actual)
    {
        Assert.Equal(expected.Select(job => job.Id), actual.Select(job => job.Id));
        foreach ((Job one, Job other) in expected.Zip(actual))
        {
            Same(one, other);
        }
    }

    public static void Same(IReadOnlyList<L1Transaction> expected, IReadOnlyList<L1Transaction> actual)
    {
        Assert.Equal(expected.Select(Plain), actual.Select(Plain));
        foreach ((L1Transaction one, L1Transaction other) in expected.Zip(actual))
        {
            Assert.Equal(one.Versions.Select(Plain), other.Versions.Select(Plain));
            Assert.Equal(
                one.Versions.Select(version => version.Signed.ToArray()),
                other.Versions.Select(version => version.Signed.ToArray()));
        }
    }

    private static Job Plain(Job job) => job with { FailedWorkers = [], Proof = null };

    private static L1Transaction Plain(L1Transaction transaction) => transaction with { Versions = [] };

    private static L1TransactionVersion Plain(L1TransactionVersion version) => version with { Signed = default };
}
