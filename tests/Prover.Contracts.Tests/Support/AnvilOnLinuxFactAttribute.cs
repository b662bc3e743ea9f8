namespace Prover.Contracts.Tests;

/// <summary>A test that needs a node and looks at its process in /proc.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnvilOnLinuxFactAttribute : AnvilFactAttribute
{
    public AnvilOnLinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip ??= "needs /proc: Linux only";
        }
    }
}
