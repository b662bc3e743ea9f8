namespace Prover.Queue.Tests;

/// <summary>What this assembly does when a test starts it as a process.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["worker", var address, var prefix, var name]:
                await WorkerProgram.RunAsync(new Uri(address), prefix, name);
                return 0;
            case ["hanging-door", var address, var prefix]:
                await HangingDoorProgram.RunAsync(new Uri(address), prefix);
                return 0;
            default:
                return 2;
        }
    }
}
