@echo off
rem Starts Paramscope: without arguments its window, with a command the command line (paramscope help).
rem   PARAMSCOPE_HOME   folder of the user's plugins and configuration (default %LOCALAPPDATA%\paramscope)
rem   PARAMSCOPE_HEAP   heap of the virtual machine, for example 4g (default: half of the memory)
rem   JAVA_HOME         a Java >= 21; else the one on PATH
setlocal
set "here=%~dp0"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
set "major="
for /f "tokens=3" %%v in ('""%java%" -version 2^>^&1" ^| findstr /i /c:" version "') do set "major=%%~v"
for /f "tokens=1 delims=.-+" %%m in ("%major%") do set "major=%%m"
if not defined major goto :nojava
if %major% LSS 21 goto :nojava

if not defined PARAMSCOPE_HOME set "PARAMSCOPE_HOME=%LOCALAPPDATA%\paramscope"
if not defined OPENBLAS_CORETYPE set "OPENBLAS_CORETYPE=Haswell"
if not defined OPENBLAS_NUM_THREADS set "OPENBLAS_NUM_THREADS=1"
if not defined OMP_NUM_THREADS set "OMP_NUM_THREADS=1"
set "heap=-XX:MaxRAMPercentage=50"
if defined PARAMSCOPE_HEAP set "heap=-Xmx%PARAMSCOPE_HEAP%"
set "newer="
if %major% GEQ 23 set "newer=--sun-misc-unsafe-memory-access=allow"
set "launcher="
for %%j in ("%here%plugins\org.eclipse.equinox.launcher_*.jar") do set "launcher=%%~fj"
set "application=org.paramscope.rcp.application"
if not "%~1"=="" if /i not "%~x1"==".paramscope" set "application=org.paramscope.cli.application"

:start
"%java%" %newer% %heap% -XX:+UseSerialGC --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED ^
  -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -Djava.awt.headless=true -jar "%launcher%" -nosplash ^
  -application %application% -configuration "%PARAMSCOPE_HOME%\configuration" -data "%PARAMSCOPE_HOME%\workspace" %*
set "code=%errorlevel%"
if %code%==23 goto :start
if %code%==24 goto :start
exit /b %code%

:nojava
echo paramscope: needs Java 21 or newer; set JAVA_HOME to one 1>&2
exit /b 1
