using Prover.L1;
using Prover.Testing;

namespace Prover.Contracts.Tests;

/// <summary>A test that needs a node; where anvil is not restored it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class AnvilFactAttribute : FactAttribute
{
    /// <summary>Where anvil is, if it is.</summary>
    public static string? Program { get; } =
        AnvilNode.Find(RepositoryRoot.Path, Environment.GetEnvironmentVariable("PATH"));

    public AnvilFactAttribute()
    {
        if (Program is null)
        {
            Skip = "anvil is not here: run node src/Prover.Contracts/npm/restore.mjs";
        }
    }
}
