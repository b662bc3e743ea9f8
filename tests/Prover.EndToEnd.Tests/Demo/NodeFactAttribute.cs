using Xunit;

namespace Prover.EndToEnd.Tests.Demo;

/// <summary>A test that needs a local Ethereum node; skipped where none was restored.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!DemoFixture.HasNode)
        {
            Skip = "no local Ethereum node: install node and npm and run ./build.sh build";
        }
    }
}
