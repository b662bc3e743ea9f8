using Xunit;

namespace Prover.Groth16.Tests;

/// <summary>A test that looks into /proc; elsewhere it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "needs /proc: Linux only";
        }
    }
}
