using Xunit;

namespace Prover.EndToEnd.Tests.Doctor;

/// <summary>A test that reads the peak of another process from /proc; skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    internal const string Reason = "the peak of another process is read from /proc: Linux only";

    public LinuxFactAttribute()
    {
        Skip = OperatingSystem.IsLinux() ? null : Reason;
    }
}

/// <summary>The same with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        Skip = OperatingSystem.IsLinux() ? null : LinuxFactAttribute.Reason;
    }
}
